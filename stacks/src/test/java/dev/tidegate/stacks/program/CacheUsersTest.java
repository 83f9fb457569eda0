package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.stacks.resource.Property;
import dev.tidegate.stacks.resource.ResourceRegistration;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Who may ask a cache for what, and how what they show comes to them: by name, never as it is. */
class CacheUsersTest {
    private static final String KEPT = "arn:aws:ssm:us-east-1:123456789012:parameter/";

    @Test
    void aManagedCacheKnowsItsUsersAndNobodyElse() {
        List<ResourceRegistration> asked = managed(1);

        assertThat(InProcess.of(asked, "use1-cache-nodes").at("userGroupIds").texts())
                .containsExactly("dev-use1-cache");
        assertThat(InProcess.of(asked, "use1-cache-nodes").at("transitEncryptionEnabled"))
                .isEqualTo(new Property.Flag(true));
        assertThat(InProcess.of(asked, "use1-cache-users").at("userIds").texts())
                .containsExactlyInAnyOrder(
                        "dev-use1-cache-default",
                        "dev-use1-cache-daemon",
                        "dev-use1-cache-gateway");
        assertThat(rules(asked, "default")).startsWith("off ").contains("-@all");
        assertThat(rules(asked, "gateway"))
                .isEqualTo("on ~tidegate:flags resetchannels -@all +ping +hmget");
        assertThat(rules(asked, "daemon")).contains("~tidegate:*").doesNotContain("+@");
    }

    /** What instances start from names what is kept, and so does all that others may look at. */
    @Test
    void whatIsShownStandsInNoScriptAndInNoDocument() {
        for (List<ResourceRegistration> asked : List.of(managed(2), provisioned(any -> {}))) {
            assertThat(asked)
                    .filteredOn(
                            one ->
                                    one.is("LaunchTemplate")
                                            || one.is("ec2", "Instance")
                                            || one.is("BucketObjectv2"))
                    .isNotEmpty()
                    .allSatisfy(
                            one ->
                                    assertThat(one.properties().texts().map(CacheUsersTest::plain))
                                            .noneMatch(
                                                    text ->
                                                            text.contains(
                                                                    "drawnByTheSecretsStore")));
        }
    }

    /** One that starts by the new one is let in, and so is one that runs by the one before. */
    @Test
    void bothAreGoodWhileItIsTurnedOver() {
        List<ResourceRegistration> turned = managed(2);

        assertThat(
                        InProcess.of(turned, "use1-cache-user-gateway")
                                .at("authenticationMode.passwords")
                                .each())
                .hasSize(2);
        assertThat(script(turned, "gateway")).contains("tidegate-dev-use1-cache-gateway-2");
        assertThat(script(turned, "control")).contains("tidegate-dev-use1-cache-daemon-2");
        assertThat(script(managed(1), "control")).contains("tidegate-dev-use1-cache-daemon-1");
        assertThat(managed(3))
                .extracting(ResourceRegistration::name)
                .contains("use1-cache-password-gateway-3", "use1-cache-password-gateway-2")
                .doesNotContain("use1-cache-password-gateway-1");
    }

    @Test
    void eachFetchesItsOwnOnly() {
        List<ResourceRegistration> asked = provisioned(any -> {});
        Map<String, String> fetched =
                Map.of(
                        "gateway", "tidegate-dev-use1-cache-gateway-1",
                        "control", "tidegate-dev-use1-cache-daemon-1",
                        "cache", "tidegate-dev-use1-cache-own");

        fetched.keySet()
                .forEach(
                        role ->
                                fetched.forEach(
                                        (owner, name) ->
                                                assertThat(
                                                                PolicyText.of(
                                                                                InProcess.of(
                                                                                        asked,
                                                                                        "use1-"
                                                                                                + role
                                                                                                + "-policy"))
                                                                        .lets(
                                                                                "ssm:GetParameter",
                                                                                KEPT + name,
                                                                                Map.of()))
                                                        .as(role + " fetches " + name)
                                                        .isEqualTo(role.equals(owner))));
    }

    @Test
    void allOfThemAreKeptUnderTheRegionsKey() {
        assertThat(provisioned(any -> {}))
                .filteredOn(one -> one.is("Parameter") && one.name().contains("-cache-"))
                .hasSize(5)
                .allMatch(one -> one.at("type").mayBe("SecureString"))
                .allMatch(one -> !one.at("keyId").isAbsent());
    }

    private static List<ResourceRegistration> managed(int password) {
        return provisioned(
                dev -> dev.putObject("cache").put("kind", "managed").put("password", password));
    }

    private static List<ResourceRegistration> provisioned(Consumer<ObjectNode> change) {
        InProcess.Ended ended = InProcess.provision(Standing.ground(change));
        ended.result().throwOnError();
        return ended.asked();
    }

    private static String rules(List<ResourceRegistration> asked, String user) {
        return InProcess.of(asked, "use1-cache-user-" + user)
                .at("accessString")
                .texts()
                .findFirst()
                .orElseThrow();
    }

    private static String script(List<ResourceRegistration> asked, String room) {
        return plain(
                InProcess.of(asked, "use1-" + room + "-template")
                        .at("userData")
                        .texts()
                        .findFirst()
                        .orElseThrow());
    }

    /** User data of templates is in base 64. */
    private static String plain(String text) {
        try {
            return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}

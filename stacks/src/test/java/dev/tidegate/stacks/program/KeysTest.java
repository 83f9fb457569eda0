package dev.tidegate.stacks.program;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** That gateways may read the secrets that list keys, and no other; and that none of them look where no list is named. */
class KeysTest {
    private static final String SECRET =
            "arn:aws:secretsmanager:us-east-1:123456789012:secret:llm/keys-AbCdEf";

    @Test
    void gatewaysReadTheSecretsThatListKeysAndNoOther() {
        Standing.Made<String> made =
                gateway(dev -> gatewayOf(dev).putArray("keys").add("llm/keys"));
        PolicyText policy = PolicyText.of(made.of("use1-gateway-policy"));

        assertThat(policy.lets("secretsmanager:GetSecretValue", SECRET, Map.of())).isTrue();
        assertThat(
                        policy.lets(
                                "secretsmanager:GetSecretValue",
                                SECRET.replace("keys", "ledger"),
                                Map.of()))
                .isFalse();
        assertThat(start(made)).contains("for secret in 'llm/keys'; do", "tidegate-keys.service");
        assertThat(configuration(made)).contains("unknown_key").doesNotContain("keys.map,p2");
    }

    @Test
    void withoutAListEveryKeyIsServed() {
        Standing.Made<String> made = gateway(any -> {});

        assertThat(
                        PolicyText.of(made.of("use1-gateway-policy"))
                                .lets("secretsmanager:GetSecretValue", SECRET, Map.of()))
                .isFalse();
        assertThat(start(made)).doesNotContain("secretsmanager", "tidegate-keys");
        assertThat(configuration(made)).contains("keys.map,p2").doesNotContain("unknown_key");
    }

    private static Standing.Made<String> gateway(Consumer<ObjectNode> change) {
        return Standing.gateway(Standing.ground(change));
    }

    private static ObjectNode gatewayOf(ObjectNode ground) {
        return ground.withObject("/gateway");
    }

    private static String start(Standing.Made<String> made) {
        return new String(
                Base64.getDecoder()
                        .decode(
                                made.of("use1-gateway-template")
                                        .at("userData")
                                        .texts()
                                        .findFirst()
                                        .orElseThrow()),
                StandardCharsets.UTF_8);
    }

    private static String configuration(Standing.Made<String> made) {
        return made.asked().stream()
                .map(each -> each.properties())
                .filter(each -> each.at("key").mayBe("gateway/haproxy.cfg"))
                .flatMap(each -> each.at("content").texts())
                .findFirst()
                .orElseThrow();
    }
}

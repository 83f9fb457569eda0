package dev.tidegate.runbooks.approve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.wire.Network;
import dev.tidegate.runbooks.approve.PolicyLoader.PolicyOutcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AccessPolicyTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");
    private static final String POLICY =
            """
            environment: prod
            operators:
              - {name: ana, user: ana, roles: [operator]}
              - name: bo
                token-sha256: %s
                roles: [lead]
            rules:
              - {allow: [plan, run], roles: [operator], most-tier: 1, hours: 08:00-20:00}
              - {allow: [approve], roles: [lead], networks: [10.0.0.0/8]}
            """
                    .formatted(AccessPolicy.sha256("bo's token"));

    private final AccessPolicy policy = load(POLICY);

    private static AccessPolicy load(String text) {
        PolicyOutcome outcome = PolicyLoader.load(text);
        assertThat(outcome).isInstanceOf(PolicyOutcome.Loaded.class);
        return ((PolicyOutcome.Loaded) outcome).policy();
    }

    private boolean allows(Operator who, Action action, int tier, Instant at, String from) {
        return policy.objection(new AccessRequest(who, action, tier, at, from(from))).isEmpty();
    }

    private static InetAddress from(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(address, e);
        }
    }

    @Test
    void thePageShowsAPolicyThatLoads() throws IOException {
        String page = Files.readString(Path.of("../docs/access.md"));
        String shown = page.split("```yaml\n", 2)[1].split("```", 2)[0];

        AccessPolicy loaded =
                load(shown.replaceAll("token-sha256: \\w+…", "token-sha256: " + "a".repeat(64)));

        assertThat(loaded.byUser("ana")).map(ana -> loaded.hasRole(ana, "operator")).hasValue(true);
    }

    @Test
    void everyAttributeOfARuleMustFit() {
        Operator ana = policy.byUser("ana").orElseThrow();

        assertThat(allows(ana, Action.RUN, 1, NOON, "127.0.0.1")).isTrue();
        assertThat(allows(ana, Action.RUN, 2, NOON, "127.0.0.1")).isFalse();
        assertThat(allows(ana, Action.RUN, 1, NIGHT, "127.0.0.1")).isFalse();
        assertThat(allows(ana, Action.UNDO, 1, NOON, "127.0.0.1")).isFalse();
    }

    @Test
    void sourceNetworkDecides() {
        Operator bo = policy.byToken("bo's token").orElseThrow();

        assertThat(allows(bo, Action.APPROVE, 3, NIGHT, "10.9.8.7")).isTrue();
        assertThat(allows(bo, Action.APPROVE, 3, NIGHT, "192.168.0.1")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "172.16.0.0/12,  172.16.0.1,      true",
        "172.16.0.0/12,  172.31.255.255,  true",
        "172.16.0.0/12,  172.32.0.0,      false",
        "172.16.0.0/12,  172.15.255.255,  false",
        "10.1.2.3,       10.1.2.3,        true",
        "10.1.2.3,       10.1.2.2,        false",
        "10.1.2.3/32,    10.1.2.2,        false",
        "0.0.0.0/0,      203.0.113.9,     true",
        "0.0.0.0/0,      2001:db8::1,     false",
        "2001:db8::/33,  2001:db8:7fff::, true",
        "2001:db8::/33,  2001:db8:8000::, false",
        "2001:db8::/33,  32.1.13.184,     false",
    })
    void aNetworkHoldsTheAddressesOfItsFirstBits(String network, String address, boolean holds)
            throws UnknownHostException {
        Network range = Network.parse(network).orElseThrow();

        assertThat(range.contains(InetAddress.getByName(address))).isEqualTo(holds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"10.0.0.0/33", "10.0.0.0/-1", "::/129", "10.0.0.0/", "/8", "", "a.example"})
    void whatIsNoNetworkIsNotRead(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "08:00-20:00, 08:00:00, true",
        "08:00-20:00, 19:59:59, true",
        "08:00-20:00, 20:00:00, false",
        "08:00-20:00, 07:59:59, false",
        "20:00-08:00, 20:00:00, true",
        "20:00-08:00, 19:59:59, false",
        "20:00-08:00, 03:00:00, true",
        "20:00-08:00, 08:00:00, false",
        "20:00-08:00, 12:00:00, false",
    })
    void hoursBeginWithTheirFirstMinuteEndBeforeTheirLastAndMayCrossMidnight(
            String hours, String time, boolean holds) {
        AccessPolicy inHours = load(POLICY.replace("08:00-20:00", hours));
        Operator ana = inHours.byUser("ana").orElseThrow();
        Instant at = Instant.parse("2026-03-01T" + time + "Z");

        AccessRequest request =
                new AccessRequest(ana, Action.RUN, 1, at, InetAddress.getLoopbackAddress());

        assertThat(inHours.objection(request).isEmpty()).isEqualTo(holds);
    }

    @ParameterizedTest
    @CsvSource({"prod, true", "dev, false"})
    void aRuleForOtherEnvironmentsAllowsNothingHere(String environment, boolean allowed) {
        AccessPolicy limited =
                load(
                        POLICY.replace(
                                "{allow: [approve],",
                                "{allow: [approve], environments: [" + environment + "],"));
        Operator bo = limited.byName("bo").orElseThrow();

        assertThat(limited.environment()).isEqualTo("prod");
        assertThat(limited.isClosed()).isFalse();
        assertThat(
                        limited.objection(
                                new AccessRequest(bo, Action.APPROVE, 0, NOON, from("10.0.0.1"))))
                .matches(objection -> objection.isEmpty() == allowed);
    }

    @Test
    void aTierOfNothingLimitsToBooksOfNoTier() {
        AccessPolicy least = load(POLICY.replace("most-tier: 1", "most-tier: 0"));
        Operator ana = least.byName("ana").orElseThrow();

        assertThat(least.objection(new AccessRequest(ana, Action.RUN, 0, NOON, from("10.0.0.1"))))
                .isEmpty();
        assertThat(least.objection(new AccessRequest(ana, Action.RUN, 1, NOON, from("10.0.0.1"))))
                .hasValueSatisfying(
                        why ->
                                assertThat(why)
                                        .contains("ana", "run", "tier 1", "prod", "10.0.0.1"));
    }

    @Test
    void unknownUsersAndTokensAreNobody() {
        assertThat(policy.byUser("eve")).isEmpty();
        assertThat(policy.byToken("a guess")).isEmpty();
    }

    @Test
    void productionWithoutAPolicyFileDeniesEverything() {
        AccessPolicy none = AccessPolicy.withoutFile("prod");

        assertThat(none.byUser("ana")).isEmpty();
        assertThat(none.isClosed()).isTrue();
        assertThat(AccessPolicy.nobody().isClosed()).isTrue();
        assertThat(AccessPolicy.withoutFile("dev").isClosed()).isFalse();
        assertThat(AccessPolicy.withoutFile("dev").byUser("ana")).isPresent();
        assertThat(AccessPolicy.withoutFile("staging").byUser("ana")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "PROD", "prdo", "live"})
    void anEnvironmentThatIsNotKnownToBeHarmlessIsTakenForProduction(String environment) {
        AccessPolicy none = AccessPolicy.withoutFile(environment);

        assertThat(none.byUser("ana")).isEmpty();
        assertThat(none.byName("tidegate")).isEmpty();
    }

    @Test
    void everyMistakeOfThePolicyIsReportedAtOnce() {
        PolicyOutcome outcome =
                PolicyLoader.load(
                        """
                        environment: prod
                        owner: ana
                        operators:
                          - {name: ana}
                          - {name: bo, token-sha256: A1, role: [lead]}
                        rules:
                          - {allow: [fly], hours: late, networks: [everywhere], colour: red}
                        """);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PolicyOutcome.Invalid.class, i -> assertThat(i.problems()).hasSize(8));
    }

    /** What stands below the line might be the rule that somebody relies on. */
    @Test
    void aPolicyOfTwoDocumentsIsNotReadHalf() {
        PolicyOutcome outcome =
                PolicyLoader.load(
                        """
                        environment: prod
                        operators: [{name: ana, user: ana}]
                        rules: [{allow: [run]}]
                        ---
                        rules: [{allow: [run], most-tier: 1}]
                        """);

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PolicyOutcome.Invalid.class,
                        i ->
                                assertThat(i.problems())
                                        .singleElement()
                                        .hasToString(
                                                "5:1 file: found another document, expected one document"));
    }

    @Test
    void aFileThatHoldsNoPolicyIsNotToldThatItIsNoBook() {
        for (String text : List.of("", "- run\n")) {
            assertThat(PolicyLoader.load(text))
                    .isInstanceOfSatisfying(
                            PolicyOutcome.Invalid.class,
                            i ->
                                    assertThat(i.problems())
                                            .singleElement()
                                            .asString()
                                            .doesNotContain("book")
                                            .contains("expected a mapping"));
        }
    }

    /** A list that came out empty, as from a template, is no wish that everybody may from everywhere. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{allow: []}",
                "{allow: [run], roles: []}",
                "{allow: [run], networks: []}",
                "{allow: [run], environments: []}",
                "{allow: [run], hours: 09:00-09:00}"
            })
    void aConditionThatSaysNothingIsNoRule(String rule) {
        PolicyOutcome outcome =
                PolicyLoader.load(
                        """
                        environment: prod
                        operators:
                          - {name: ana, user: ana}
                        rules:
                          - %s
                        """
                                .formatted(rule));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PolicyOutcome.Invalid.class, i -> assertThat(i.problems()).hasSize(1));
    }

    /** Else his roles would be those of whichever entry stands first, in one place, and of the other in the next. */
    @Test
    void anOperatorHasOneEntry() {
        PolicyOutcome outcome =
                PolicyLoader.load(
                        """
                        environment: prod
                        operators:
                          - {name: ana, user: ana, roles: [lead]}
                          - {name: ana, token-sha256: %1$s}
                          - {name: bo, user: ana}
                          - {name: cy, token-sha256: %1$s}
                        rules:
                          - {allow: [run]}
                        """
                                .formatted("a".repeat(64)));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PolicyOutcome.Invalid.class, i -> assertThat(i.problems()).hasSize(3));
    }

    /** Problems of the policy stand on the daemon's status page, which everybody reads. */
    @Test
    void aTokenInPlaceOfItsHashIsNotRepeated() {
        PolicyOutcome outcome =
                PolicyLoader.load(POLICY.replaceAll("sha256: \\w+", "sha256: hunter2"));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        PolicyOutcome.Invalid.class,
                        i ->
                                assertThat(i.problems())
                                        .singleElement()
                                        .asString()
                                        .contains("64 hex digits")
                                        .doesNotContain("hunter2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"10/8", "10.1/16", "face.de", "bad", "10.0.0.0/33", "10.0.0.0/", "/8"})
    void aNetworkIsWrittenWhole(String network) {
        assertThat(Network.parse(network)).isEmpty();
        assertThat(Network.parse("10.1.0.0/16")).isPresent();
        assertThat(Network.parse("fd00::/8")).isPresent();
    }
}

package dev.tidegate.runbooks.approve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.approve.PolicyLoader.PolicyOutcome;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a policy allows whom; which files are policies is in {@link PolicyLoaderTest}. */
final class AccessPolicyTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Instant NIGHT = Instant.parse("2026-03-01T02:00:00Z");
    static final String POLICY =
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

    static AccessPolicy load(String text) {
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
}

package dev.tidegate.runbooks.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.tier.TierRule.Hysteresis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What tiers are entered and left on, one at a time. */
final class TierMachineTest extends TierRig {
    @Test
    void tierIsEnteredOnlyAfterItsDwellTime() {
        assertThat(see(Evidence.of(0.02, 0), Duration.ofSeconds(30))).isEqualTo(Tier.NORMAL);
        assertThat(see(Evidence.of(0.02, 0), Duration.ZERO)).isEqualTo(Tier.ISOLATE);
    }

    @Test
    void pressureThatBreaksOffStartsAnew() {
        see(Evidence.of(0.02, 0), Duration.ofSeconds(30));
        see(CALM, Duration.ZERO);

        assertThat(see(Evidence.of(0.02, 0), Duration.ofSeconds(30))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void tiersAreClimbedOneAtATime() {
        TierStep step = new TierStep(Tier.NORMAL, state);
        for (Tier expected : List.of(Tier.ISOLATE, Tier.DEGRADE, Tier.SMOOTH)) {
            while (!step.entered()) {
                step = machine.next(state, STORM, now);
                state = step.state();
                now = now.plus(TICK);
            }
            assertThat(state.tier()).isEqualTo(expected);
            step = new TierStep(expected, state);
        }
    }

    @Test
    void betweenTheThresholdsNothingMoves() {
        see(Evidence.of(0.02, 0), Duration.ofMinutes(2));

        assertThat(see(Evidence.of(0.007, 0), Duration.ofHours(5))).isEqualTo(Tier.ISOLATE);
    }

    @Test
    void missingEvidenceNeitherEntersNorLeaves() {
        assertThat(see(Evidence.missing(), Duration.ofHours(1))).isEqualTo(Tier.NORMAL);
        see(STORM, Duration.ofMinutes(2));
        Tier reached = state.tier();

        assertThat(see(Evidence.missing(), Duration.ofHours(1))).isEqualTo(reached);
    }

    @Test
    void whatReachesAThresholdCallsForATierAndAtTheLowerOneStillHoldsIt() {
        assertThat(see(Evidence.of(0.01, 0), Duration.ofMinutes(1))).isEqualTo(Tier.ISOLATE);
        assertThat(see(Evidence.of(0.005, 0), Duration.ofHours(5))).isEqualTo(Tier.ISOLATE);
        assertThat(see(Evidence.of(0.0049, 0), Duration.ofMinutes(10))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void aTierIsLeftAtTheEndOfItsCalmAndNoSooner() {
        see(Evidence.of(0.02, 0), Duration.ofMinutes(1));
        TierState calm = machine.next(state, CALM, now).state();
        Instant over = now.plus(Duration.ofMinutes(10));

        TierStep before = machine.next(calm, CALM, over.minusMillis(1));
        TierStep then = machine.next(before.state(), CALM, over);

        assertThat(before.left()).isFalse();
        assertThat(then.left()).isTrue();
        assertThat(then.state().tier()).isEqualTo(Tier.NORMAL);
        assertThat(then.entered()).isFalse();
    }

    @Test
    void silenceInterruptsTheCalmAndNotThePressureWhichMustBeSeenAgain() {
        see(Evidence.of(0.02, 0), Duration.ZERO);
        assertThat(see(Evidence.missing(), Duration.ofMinutes(5))).isEqualTo(Tier.NORMAL);
        assertThat(see(Evidence.of(0.02, 0), Duration.ZERO)).isEqualTo(Tier.ISOLATE);

        see(CALM, Duration.ofMinutes(9));
        see(Evidence.missing(), Duration.ZERO);

        assertThat(see(CALM, Duration.ofMinutes(9))).isEqualTo(Tier.ISOLATE);
        assertThat(see(CALM, Duration.ofMinutes(1))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void oneMeasureThatIsCalmEndsThePressureWhereTheOtherIsUnknown() {
        OptionalDouble unknown = OptionalDouble.empty();
        OptionalDouble none = OptionalDouble.of(0);
        for (Evidence half : List.of(new Evidence(unknown, none), new Evidence(none, unknown))) {
            see(Evidence.of(0.02, 0), Duration.ZERO);
            see(half, Duration.ZERO);

            assertThat(see(Evidence.of(0.02, 0), Duration.ofSeconds(30))).isEqualTo(Tier.NORMAL);
            see(CALM, Duration.ZERO);
        }
    }

    @Test
    void peopleAreToldWhatIsKnown() {
        assertThat(Evidence.of(0.004, 0.7)).hasToString("0.4 % turned away, 70.0 % out of reach");
        assertThat(Evidence.missing()).hasToString("unknown turned away, unknown out of reach");
    }

    @Test
    void measureNobodyTakesDoesNotHoldATier() {
        see(STORM, Duration.ofMinutes(1));
        Evidence onlyShortfall = new Evidence(OptionalDouble.empty(), OptionalDouble.of(0));

        assertThat(see(onlyShortfall, Duration.ofHours(2))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void relapseDoublesTheCalmAskedFor() {
        see(Evidence.of(0.02, 0), Duration.ofMinutes(1));
        see(CALM, Duration.ofMinutes(11));
        see(Evidence.of(0.02, 0), Duration.ofMinutes(2));

        assertThat(see(CALM, Duration.ofMinutes(15))).isEqualTo(Tier.ISOLATE);
        assertThat(see(CALM, Duration.ofMinutes(6))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void relapsesAreForgivenWithTime() {
        see(Evidence.of(0.02, 0), Duration.ofMinutes(1));
        see(CALM, Duration.ofMinutes(11));
        see(Evidence.of(0.02, 0), Duration.ofMinutes(2));
        see(CALM, Duration.ofHours(4));
        see(Evidence.of(0.02, 0), Duration.ofMinutes(2));

        assertThat(see(CALM, Duration.ofMinutes(11))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void upperTierMayNotBeEnteredBeforeALowerOne() {
        assertThatThrownBy(() -> new TierMachine(List.of(rule(0.2), rule(0.1), rule(0.5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tier 2");
    }

    @Test
    void thresholdsWithoutAGapAreRefused() {
        assertThatThrownBy(() -> new Hysteresis(0.1, 0.1))
                .hasMessageContaining("exit 0.1")
                .hasMessageContaining("enter 0.1");
    }
}

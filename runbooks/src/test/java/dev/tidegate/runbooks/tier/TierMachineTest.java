package dev.tidegate.runbooks.tier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.tier.TierRule.Hysteresis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class TierMachineTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");
    private static final Duration TICK = Duration.ofSeconds(30);
    private static final Evidence CALM = Evidence.of(0, 0);
    private static final Evidence STORM = Evidence.of(1, 1);

    private final TierMachine machine = new TierMachine(List.of(rule(0.01), rule(0.1), rule(0.5)));
    private TierState state = TierState.normal(START);
    private Instant now = START;

    private static TierRule rule(double enter) {
        Hysteresis h = new Hysteresis(enter, enter / 2);
        return new TierRule(h, h, Duration.ofMinutes(1), Duration.ofMinutes(10));
    }

    private Tier see(Evidence evidence, Duration time) {
        for (Instant end = now.plus(time); !now.isAfter(end); now = now.plus(TICK)) {
            state = machine.next(state, evidence, now).state();
        }
        return state.tier();
    }

    @Test
    void tierIsEnteredOnlyAfterItsDwellTime() {
        assertThat(see(Evidence.of(0.02, 0), Duration.ofSeconds(30))).isEqualTo(Tier.NORMAL);
        assertThat(see(Evidence.of(0.02, 0), Duration.ZERO)).isEqualTo(Tier.ISOLATE);
    }

    @Test
    void oneBusyMinuteEntersNoTier() {
        TierMachine ofObjective = TierMachine.forObjective(0.001);
        TierState at = state;

        for (int second = 0; second <= 60; second += 15) {
            at = ofObjective.next(at, Evidence.of(0.08, 0), START.plusSeconds(second)).state();
        }

        assertThat(at.tier()).isEqualTo(Tier.NORMAL);
        assertThat(ofObjective.next(at, Evidence.of(0.08, 0), START.plusSeconds(90)).state().tier())
                .isEqualTo(Tier.ISOLATE);
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

    /** Ten, fifty and two hundred times its pace, but no more than a share that nobody would sleep through. */
    @ParameterizedTest
    @CsvSource({
        "0.001, 0.01, 0.05, 0.2",
        "0.004, 0.04, 0.2, 0.4",
        "0.01, 0.05, 0.2, 0.4",
        "0.5, 0.5, 0.5, 0.5"
    })
    void anObjectiveSaysWhatEntersEachTier(
            double objective, double isolate, double degrade, double smooth) {
        TierMachine ofObjective = TierMachine.forObjective(objective);

        assertThat(ofObjective.busyEntryThreshold(Tier.ISOLATE)).isEqualTo(isolate);
        assertThat(ofObjective.busyEntryThreshold(Tier.DEGRADE)).isEqualTo(degrade);
        assertThat(ofObjective.busyEntryThreshold(Tier.SMOOTH)).isEqualTo(smooth);
    }

    /** A threshold of zero would be reached by every share. */
    @Test
    void whoWantsNobodyTurnedAwayIsAnsweredToTheFirst() {
        TierMachine strict = TierMachine.forObjective(0);

        assertThat(strict.busyEntryThreshold(Tier.ISOLATE)).isBetween(1e-6, 1e-4);
        assertThat(strict.busyEntryThreshold(Tier.SMOOTH)).isBetween(1e-6, 1e-3);
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
    void aClockThatWasADayAheadLeavesNoCalmThatNeverEnds() {
        Instant ahead = START.plus(Duration.ofDays(1));
        state = TierState.reached(Tier.NORMAL, ahead, Optional.of(ahead), 0);

        assertThat(see(Evidence.of(0.02, 0), Duration.ofMinutes(1))).isEqualTo(Tier.ISOLATE);
        assertThat(see(CALM, Duration.ofMinutes(81))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void whatHasDweltSinceATimeThatIsYetToComeDwellsFromNowOn() {
        see(Evidence.of(0.02, 0), Duration.ofSeconds(30));
        now = START.minus(Duration.ofDays(1));

        assertThat(see(Evidence.of(0.02, 0), Duration.ofMinutes(1))).isEqualTo(Tier.ISOLATE);

        see(CALM, Duration.ofMinutes(5));
        now = now.minus(Duration.ofDays(1));

        assertThat(see(CALM, Duration.ofMinutes(10))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void whoOnlyWatchesMovesNothingAndKnowsSinceWhen() {
        TierState pressed = machine.watch(machine.watch(state, STORM, now), STORM, now.plus(TICK));
        TierState unknown =
                machine.watch(pressed, Evidence.missing(), now.plus(Duration.ofHours(1)));
        see(STORM, Duration.ofMinutes(1));
        TierState calm = machine.watch(state, CALM, now);

        assertThat(unknown.tier()).isEqualTo(Tier.NORMAL);
        assertThat(unknown.pressingSince()).hasValue(START);
        assertThat(machine.watch(calm, CALM, now.plus(Duration.ofHours(1)))).isEqualTo(calm);
        assertThat(calm.calmSince()).hasValue(now);
        assertThat(machine.watch(calm, Evidence.missing(), now).calmSince()).isEmpty();
    }

    @Test
    void timeThatNobodyWatchedIsNoCalm() {
        see(Evidence.of(0.02, 0), Duration.ofMinutes(1));
        see(CALM, Duration.ofMinutes(5));

        state = state.unwatched();

        assertThat(see(CALM, Duration.ofSeconds(570))).isEqualTo(Tier.ISOLATE);
        assertThat(see(CALM, Duration.ofSeconds(0))).isEqualTo(Tier.NORMAL);
    }

    @Test
    void aClockSetForwardMakesNothingOlder() {
        Duration ahead = Duration.ofHours(2);
        state = machine.watch(state, STORM, now).setAhead(ahead);
        now = now.plus(ahead).plus(TICK);
        assertThat(see(Evidence.of(0.02, 0), Duration.ZERO)).isEqualTo(Tier.NORMAL);
        assertThat(see(Evidence.of(0.02, 0), Duration.ZERO)).isEqualTo(Tier.ISOLATE);
        see(CALM, Duration.ofMinutes(10));
        assertThat(state.tier()).isEqualTo(Tier.NORMAL);

        state = state.setAhead(ahead);
        now = now.plus(ahead);

        see(Evidence.of(0.02, 0), Duration.ofMinutes(1));
        assertThat(state.relapses()).isEqualTo(1);
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

    @Property(tries = 300)
    void calmAlwaysLeadsBackToNormal(@ForAll("histories") List<Evidence> history) {
        TierState s = TierState.normal(START);
        Instant t = START;
        for (Evidence e : history) {
            s = machine.next(s, e, t).state();
            t = t.plus(TICK);
        }
        Instant end =
                t.plus(Duration.ofMinutes(3 * 80 + 2)); // three tiers, eight times ten minutes

        for (; t.isBefore(end); t = t.plus(TICK)) {
            s = machine.next(s, CALM, t).state();
        }

        assertThat(s.tier()).isEqualTo(Tier.NORMAL);
    }

    @Property(tries = 300)
    void oneObservationMovesOneTierAtTheMost(@ForAll("histories") List<Evidence> history) {
        TierState s = TierState.normal(START);
        Instant t = START;
        for (Evidence e : history) {
            TierStep step = machine.next(s, e, t);
            assertThat(Math.abs(step.state().tier().level() - s.tier().level()))
                    .isLessThanOrEqualTo(1);
            s = step.state();
            t = t.plus(TICK);
        }
    }

    @Provide
    Arbitrary<List<Evidence>> histories() {
        Arbitrary<OptionalDouble> share =
                Arbitraries.doubles().between(0, 1).map(OptionalDouble::of);
        Arbitrary<OptionalDouble> sometimes =
                Arbitraries.oneOf(share, Arbitraries.just(OptionalDouble.empty()));
        Arbitrary<Evidence> any = Combinators.combine(sometimes, sometimes).as(Evidence::new);
        return Arbitraries.oneOf(any, any, Arbitraries.of(CALM, STORM)).list().ofMaxSize(400);
    }
}

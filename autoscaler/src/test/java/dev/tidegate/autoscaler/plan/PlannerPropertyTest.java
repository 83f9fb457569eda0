package dev.tidegate.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.guard.window.WindowMemory;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;

/** Properties for any demand, on hourly steps so that days are quick to simulate. */
class PlannerPropertyTest {
    private static final Duration STEP = Duration.ofHours(1);
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** A planner with a fleet whose launches are ready at the next observation. */
    private static final class Run {
        final PlannerSettings settings;
        Planner planner;
        final List<Decision> decisions = new ArrayList<>();
        final List<Integer> totals = new ArrayList<>(); // of the fleet, as each decision saw it
        Instant now = START;
        int floor = 5;

        Run(GuardSettings guards) {
            settings =
                    new PlannerSettings(
                            STEP,
                            Optional.of(new Throughput(1)),
                            new LeadTime(Duration.ofHours(1)),
                            new Objective(Share.of(0.001), Duration.ofSeconds(10)),
                            Bounds.of(2, 60),
                            guards);
            planner = new Planner(settings);
        }

        /** A restarted process, which knows the history of the guards and nothing else. */
        void beginAnew() {
            WindowMemory before = planner.windows(now);
            planner = new Planner(settings);
            planner.resume(before);
        }

        Decision step(Observation demand, FloorOverride... overrides) {
            now = now.plus(STEP);
            totals.add(floor);
            Decision decision =
                    planner.decide(
                            new Situation(
                                    now,
                                    demand,
                                    new FleetView(now, floor, floor, 0, floor),
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty(),
                                    OptionalDouble.empty(),
                                    List.of(overrides)));
            floor = decision.plan().floor().count();
            decisions.add(decision);
            return decision;
        }

        /** Replica-hours of the day before the newest decision. */
        int spent() {
            int now = totals.size() - 1;
            return totals.subList(Math.max(0, now - 24), now).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }

        Run see(List<Double> demand) {
            demand.forEach(rate -> step(observation(rate)));
            return this;
        }
    }

    private static Observation observation(double rate) {
        return rate < 0
                ? new Observation.Missing(Reason.DEMAND_MISSING)
                : new Observation.Seen(rate);
    }

    /** A few days of demand; a negative rate is a missing slot. */
    @Provide
    Arbitrary<List<Double>> days() {
        Arbitrary<Double> usual = Arbitraries.doubles().between(0, 20);
        Arbitrary<Double> burst = Arbitraries.doubles().between(20, 80);
        Arbitrary<Double> missing = Arbitraries.just(-1.0);
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(20, usual),
                        net.jqwik.api.Tuple.of(1, burst),
                        net.jqwik.api.Tuple.of(1, missing))
                .list()
                .ofMinSize(1)
                .ofMaxSize(24 * 12);
    }

    @Property(tries = 100)
    void moreDemandNeverGivesASmallerPlan(
            @ForAll("days") List<Double> past,
            @ForAll @DoubleRange(min = 0, max = 60) double less,
            @ForAll @DoubleRange(min = 0, max = 60) double more) {
        Run one = new Run(GuardSettings.NONE).see(past);
        Run other = new Run(GuardSettings.NONE).see(past);

        int small = one.step(observation(Math.min(less, more))).plan().floor().count();
        int large = other.step(observation(Math.max(less, more))).plan().floor().count();

        assertThat(large).isGreaterThanOrEqualTo(small);
    }

    @Property(tries = 100)
    void missingDemandNeverGivesASmallerFleet(
            @ForAll("days") List<Double> past, @ForAll @IntRange(min = 1, max = 30) int silent) {
        Run run = new Run(GuardSettings.NONE).see(past);

        for (int i = 0; i < silent; i++) {
            int before = run.floor;
            run.step(observation(-1));
            assertThat(run.floor).isGreaterThanOrEqualTo(before);
        }
    }

    @Property(tries = 100)
    void aPlanIsInsideBoundsAndOverrides(
            @ForAll("days") List<Double> past,
            @ForAll @IntRange(min = 0, max = 80) int least,
            @ForAll @IntRange(min = 0, max = 80) int most) {
        Run run = new Run(GuardSettings.NONE).see(past);
        assertThat(run.decisions)
                .allSatisfy(d -> assertThat(d.plan().floor().count()).isBetween(2, 60));
        Instant later = run.now.plus(Duration.ofDays(1));

        int capped =
                run.step(
                                observation(10),
                                new FloorOverride.Floor(Replicas.of(least), later),
                                new FloorOverride.Ceiling(Replicas.of(most), later))
                        .plan()
                        .floor()
                        .count();

        assertThat(capped).isBetween(withinBounds(Math.min(least, most)), withinBounds(most));
    }

    @Property(tries = 50)
    void anExpiredOverrideHasNoEffect(@ForAll("days") List<Double> past) {
        Run free = new Run(GuardSettings.NONE).see(past);
        Run told = new Run(GuardSettings.NONE).see(past);
        Instant over = told.now.plus(STEP); // the instant of the next decision

        Decision expected = free.step(observation(10));
        Decision decision =
                told.step(
                        observation(10),
                        new FloorOverride.Pin(Replicas.of(33), over),
                        new FloorOverride.Freeze(over));

        assertThat(decision).isEqualTo(expected);
    }

    @Property(tries = 100)
    void scaleInNeverRemovesMoreThanTheBlastRadiusAWindowWhereverAPlannerBeginsAnew(
            @ForAll("days") List<Double> past, @ForAll @IntRange(min = 1, max = 40) int life) {
        Duration window = Duration.ofHours(3);
        Run run = new Run(GuardSettings.NONE.withBlastRadius(Share.of(0.25), window));
        for (double rate : past) {
            if (run.decisions.size() % life == 0) {
                run.beginAnew();
            }
            run.see(List.of(rate));
        }

        for (int i = 0; i < run.decisions.size(); i++) {
            int now = run.decisions.get(i).plan().floor().count();
            for (int back = 1; back <= 2 && back <= i; back++) {
                int then = run.decisions.get(i - back).plan().floor().count();
                assertThat(then - now).isLessThanOrEqualTo(Math.max(1, then / 4));
            }
        }
    }

    @Property(tries = 100)
    void missingDemandTakesNothingAwayForABudgetEither(
            @ForAll("days") List<Double> past,
            @ForAll @IntRange(min = 20, max = 400) int budget,
            @ForAll @IntRange(min = 1, max = 12) int silent) {
        Run run = new Run(budget(budget, 1)).see(past);

        for (int i = 0; i < silent; i++) {
            int before = run.floor;
            Decision decision = run.step(observation(-1));

            assertThat(run.floor).isGreaterThanOrEqualTo(before);
            if (before > 2 && run.spent() >= budget) {
                assertThat(decision.plan().reasons())
                        .contains(Reason.BUDGET, Reason.DEMAND_MISSING);
                assertThat(run.floor).isEqualTo(before);
            }
        }
    }

    @Property(tries = 100)
    void aBudgetPaysForAllGrowthAndTakesNoMoreAwayThanTheBlastRadiusWhereverAPlannerBeginsAnew(
            @ForAll("days") List<Double> past,
            @ForAll @IntRange(min = 1, max = 40) int life,
            @ForAll @IntRange(min = 20, max = 400) int budget,
            @ForAll @DoubleRange(min = 0.1, max = 1) double share) {
        Run run = new Run(budget(budget, share));

        for (double rate : past) {
            int before = run.floor;
            if (run.decisions.size() % life == 0) {
                run.beginAnew();
            }
            run.see(List.of(rate));

            if (run.floor > Math.max(2, before)) {
                assertThat(run.spent() + run.floor).isLessThanOrEqualTo(budget);
            }
            assertThat(before - run.floor).isLessThanOrEqualTo(Math.max(1, (int) (before * share)));
        }
    }

    private static GuardSettings budget(int replicaHours, double share) {
        return new GuardSettings(
                Share.of(share),
                STEP,
                Duration.ZERO,
                Duration.ZERO,
                OptionalInt.empty(),
                OptionalDouble.of(replicaHours));
    }

    @Property(tries = 30)
    void theSameInputGivesTheSameDecisions(@ForAll("days") List<Double> demand) {
        Run one = new Run(GuardSettings.NONE).see(demand);
        Run other = new Run(GuardSettings.NONE).see(demand);

        assertThat(other.decisions).isEqualTo(one.decisions);
    }

    @Property(tries = 50)
    void cuttingTheFutureOffChangesNoDecisionBeforeIt(
            @ForAll("days") List<Double> demand, @ForAll @DoubleRange(min = 0, max = 1) double at) {
        int cut = (int) (at * demand.size());

        Run whole = new Run(GuardSettings.NONE).see(demand);
        Run first = new Run(GuardSettings.NONE).see(demand.subList(0, cut));

        assertThat(whole.decisions.subList(0, cut)).isEqualTo(first.decisions);
    }

    private static int withinBounds(int floor) {
        return Math.max(2, Math.min(60, floor));
    }
}

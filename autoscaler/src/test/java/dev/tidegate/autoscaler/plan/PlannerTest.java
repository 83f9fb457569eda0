package dev.tidegate.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.autoscaler.capacity.Disruptions;
import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class PlannerTest extends PlannerSteps {
    @Test
    void aPlannerGoesOnFromWhatAnotherLearned() {
        PlannerHandover before =
                new PlannerHandover(new Disruptions().counts(), Collections.nCopies(30, 1_200));
        planner.resume(before, Duration.ofHours(1));

        Decision decision = step(planner, seen(94));

        assertThat(decision.explanation().lead().duration()).isEqualTo(Duration.ofMinutes(20));
        assertThat(planner.handover().orElseThrow().launches()).isEqualTo(before.launches());
        assertThat(decision.learned().handover()).as("nothing is new").isEmpty();
    }

    @Test
    void aNeedThatRisesIsAChangeWithItsReason() {
        Decision decision = step(planner, seen(94));

        assertThat(decision.plan()).isInstanceOf(CapacityPlan.Change.class);
        assertThat(decision.plan().reasons()).contains(Reason.NEED_RISES, Reason.THIN_EVIDENCE);
        assertThat(decision.explanation().reactive()).isEqualTo(Replicas.of(10));
    }

    @Test
    void aNeedIsToldToRiseToStayOrToFall() {
        var told = EnumSet.noneOf(Reason.class);
        for (int i = 0; i < 200; i++) {
            int standing = floor;
            Decision decision = step(planner, seen(i < 100 ? 94 : 20));

            int order = Integer.compare(decision.explanation().need().count(), standing);
            Reason why =
                    order > 0
                            ? Reason.NEED_RISES
                            : order < 0 ? Reason.NEED_FALLS : Reason.NEED_UNCHANGED;
            assertThat(decision.plan().reasons())
                    .filteredOn(reason -> reason.code().startsWith("need-"))
                    .containsExactly(why);
            told.add(why);
        }

        assertThat(told).hasSize(3);
    }

    @Test
    void aSurpriseIsNotWaitedForUntilItsSlotIsOver() {
        for (int i = 0; i < 300; i++) {
            step(planner, seen(94));
        }

        Instant within = now.plus(STEP.dividedBy(2));
        Decision decision =
                planner.decide(
                        new Situation(
                                within,
                                seen(94),
                                new FleetView(within, floor, floor, 0, floor),
                                OptionalDouble.of(150),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                List.of()));

        assertThat(decision.plan().reasons()).contains(Reason.DEMAND_SURPRISES);
        assertThat(decision.plan().floor().count()).isGreaterThan(15);
    }

    @Test
    void whatIsTurnedAwayThoughThereIsRoomStopsScalingUp() {
        for (int rate = 90; rate < 160; rate += 10) {
            floor = 20;
            step(planner, seen(rate), 10);
        }

        floor = 20;
        Decision decision =
                step(planner, seen(160), 10); // 16 of 20 would do, were they the bottleneck

        assertThat(decision.explanation().need().count()).isGreaterThan(20);
        assertThat(decision.plan().floor().count()).isEqualTo(20);
        assertThat(decision.plan().reasons()).contains(Reason.INEFFECTIVE);
    }

    @Test
    void aNeedBeyondTheBoundsIsAShortfall() {
        Decision decision = step(planner, seen(900));

        assertThat(decision.plan().floor()).isEqualTo(Replicas.of(50));
        assertThat(decision.plan().reasons()).contains(Reason.AT_MAXIMUM);
        assertThat(decision.plan().feasibility())
                .isInstanceOfSatisfying(
                        Feasibility.Shortfall.class,
                        shortfall -> {
                            assertThat(shortfall.why()).isEqualTo(Reason.AT_MAXIMUM);
                            assertThat(shortfall.missing().count()).isGreaterThanOrEqualTo(40);
                        });
    }

    /** Or the tiers would turn callers away while replicas are idle. */
    @Test
    void whatPoliciesWantBeyondTheBoundsIsAShortfallOnlyFromALaunchOn() {
        floor = 50;

        Decision decision = step(planner, seen(480));

        int beyond = decision.explanation().need().count() - 50;
        assertThat(beyond).isPositive();
        assertThat(decision.plan().reasons()).contains(Reason.AT_MAXIMUM);
        assertThat(decision.plan().feasibility())
                .isEqualTo(
                        new Feasibility.Shortfall(
                                Replicas.of(beyond),
                                now.plus(Duration.ofMinutes(10)),
                                Duration.ofMinutes(10),
                                Reason.AT_MAXIMUM));
        assertThat(
                        decision.outOfReach(
                                Situation.of(now, seen(480), new FleetView(now, 50, 50, 0, 50))))
                .hasValue(0);
    }

    @Test
    void aNeedBeforeItsLaunchesArriveIsAShortfallForTheLeadTime() {
        floor = 2;

        Decision decision = step(planner, seen(94));

        assertThat(decision.plan().feasibility())
                .isEqualTo(
                        new Feasibility.Shortfall(
                                Replicas.of(8), now, Duration.ofMinutes(10), Reason.OUT_OF_REACH));
    }

    @Test
    void aSlotIsTakenInOnceHoweverOftenItIsAskedFor() {
        step(planner, seen(94));

        Decision again =
                planner.decide(
                        Situation.of(
                                now.plusSeconds(15),
                                seen(94),
                                new FleetView(now, floor, floor, 0, floor)));

        assertThat(again.plan()).isInstanceOf(CapacityPlan.Hold.class);
        assertThatThrownBy(() -> planner.observe(START, OptionalDouble.of(1)))
                .hasMessageContaining("already observed");
    }

    @Test
    void aQueueThatStoodBeforeAnyoneLookedDidNotArriveJustNow() {
        step(planner, seen(94));
        floor = 10;
        Planner restarted =
                new Planner(settings(Optional.of(new Throughput(10)), GuardSettings.NONE));

        Decision first = queue(restarted, 60_000); // a hundred a second, had it come in one slot
        Decision second = queue(restarted, 60_000);
        Decision third = queue(restarted, 120_000);

        assertThat(first.explanation().reactive()).isEqualTo(Replicas.of(10));
        assertThat(second.explanation().reactive()).isEqualTo(Replicas.of(10));
        assertThat(third.explanation().reactive()).isEqualTo(Replicas.of(20));
    }

    private Decision queue(Planner of, double waiting) {
        now = now.plus(STEP);
        return of.decide(
                new Situation(
                        now,
                        seen(94),
                        new FleetView(now, floor, floor, 0, floor),
                        OptionalDouble.empty(),
                        OptionalDouble.of(waiting),
                        OptionalDouble.empty(),
                        List.of()));
    }

    @Test
    void aBudgetCapsWhatADayMayCost() {
        GuardSettings thrifty =
                new GuardSettings(
                        Share.of(1),
                        Duration.ofMinutes(5),
                        Duration.ZERO,
                        Duration.ZERO,
                        OptionalInt.empty(),
                        OptionalDouble.of(100));
        Planner careful = new Planner(settings(Optional.of(new Throughput(10)), thrifty));

        Decision last = step(careful, seen(94));
        for (int i = 0; i < 143; i++) {
            last = step(careful, seen(94));
        }

        assertThat(last.plan().reasons()).contains(Reason.BUDGET);
        assertThat(floor).isEqualTo(1);
    }
}

package dev.tidegate.autoscaler.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plans when demand, fleet or throughput are unknown. */
class PlannerDoubtTest extends PlannerSteps {
    @Test
    void missingDemandHoldsAndTheFirstSlotsAfterItDoToo() {
        for (int i = 0; i < 300; i++) {
            step(planner, seen(94));
        }
        int before = floor;

        Decision missing = step(planner, new Observation.Missing(Reason.METRICS_UNREACHABLE));
        Decision first = step(planner, seen(1));
        Decision second = step(planner, seen(1));

        assertThat(missing.plan().reasons()).contains(Reason.METRICS_UNREACHABLE);
        assertThat(first.plan().floor().count()).isEqualTo(before);
        assertThat(second.plan().reasons()).contains(Reason.DEMAND_PARTIAL);
        assertThat(second.plan().floor().count()).isEqualTo(before);
    }

    @Test
    void thatTheFleetCannotBeReadIsSaidEvenWhereNothingWouldChange() {
        Decision decision =
                planner.decide(
                        Situation.of(
                                now,
                                new Observation.Missing(Reason.DEMAND_EMPTY),
                                new FleetReading.Unseen(Reason.FLEET_UNREADABLE, 7, false)));

        assertThat(decision.plan().floor()).isEqualTo(Replicas.of(7));
        assertThat(decision.plan().reasons())
                .contains(Reason.DEMAND_EMPTY, Reason.FLEET_UNREADABLE);
    }

    @Test
    void aFleetThatCannotBeReadIsHeld() {
        Decision decision =
                planner.decide(
                        Situation.of(
                                now,
                                seen(940),
                                new FleetReading.Unseen(Reason.FLEET_UNREADABLE, 7, false)));

        assertThat(decision.plan()).isInstanceOf(CapacityPlan.Hold.class);
        assertThat(decision.plan().floor()).isEqualTo(Replicas.of(7));
        assertThat(decision.plan().reasons()).contains(Reason.FLEET_UNREADABLE);
    }

    @Test
    void anUnknownThroughputHoldsUntilSaturationHasTaughtIt() {
        Planner learner = new Planner(settings(Optional.empty(), GuardSettings.NONE));
        floor = 4;
        Decision before = step(learner, seen(80));

        for (int i = 0; i < 6; i++) {
            step(learner, seen(80), 40);
        }
        Decision after = step(learner, seen(80));

        assertThat(before.plan().reasons()).contains(Reason.THROUGHPUT_UNKNOWN);
        assertThat(before.plan().floor()).isEqualTo(Replicas.of(4));
        assertThat(after.plan().reasons()).contains(Reason.THROUGHPUT_LEARNED);
        assertThat(after.plan().floor().count()).isGreaterThanOrEqualTo(8);
    }

    @Test
    void theStepThatTeachesTheThroughputAsksForWhatWasTurnedAwayToo() {
        Planner learner = new Planner(settings(Optional.empty(), GuardSettings.NONE));
        floor = 4;

        Decision decision = step(learner, seen(80), 40);
        while (decision.plan().reasons().contains(Reason.THROUGHPUT_UNKNOWN)) {
            decision = step(learner, seen(80), 40);
        }

        assertThat(decision.plan().reasons())
                .contains(Reason.NEED_RISES, Reason.THROUGHPUT_LEARNED);
        assertThat(decision.plan().floor().count())
                .isGreaterThanOrEqualTo(8); // 40 were served by 4
    }

    @Test
    void aSilenceOfTwoThousandYearsIsNotGoneThroughSlotBySlot() {
        step(planner, seen(94));
        now = now.plus(Duration.ofDays(700_000));

        Decision after = step(planner, new Observation.Missing(Reason.DEMAND_MISSING));
        Decision seen = step(planner, seen(94));

        assertThat(after.plan()).isInstanceOf(CapacityPlan.Hold.class);
        assertThat(seen.plan().reasons()).contains(Reason.THIN_EVIDENCE, Reason.DEMAND_PARTIAL);
        assertThat(seen.explanation().need().count()).isGreaterThanOrEqualTo(10);
    }
}

package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.replay.ReplayFleet;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/** The planner with its default settings. */
final class TidegatePolicy implements SimulatedPolicy {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(1);

    private final Planner planner;
    private int nextStep;
    private int floor;

    TidegatePolicy() {
        this(Scenario.LEAD, Duration.ofSeconds(10));
    }

    /** @param wait longest wait before a request counts as turned away */
    TidegatePolicy(int lead, Duration wait) {
        planner =
                new Planner(
                        new PlannerSettings(
                                STEP,
                                Optional.of(new Throughput(1)),
                                new LeadTime(STEP.multipliedBy(lead)),
                                new Objective(Share.of(0.001), wait),
                                Bounds.of(1, 1000)));
    }

    @Override
    public int target(double[] observed, int step, boolean isKnown, ReplayFleet fleet) {
        for (; nextStep < step - 1; nextStep++) {
            planner.observe(
                    START.plus(STEP.multipliedBy(nextStep)), OptionalDouble.of(observed[nextStep]));
        }
        nextStep = step;
        Instant now = START.plus(STEP.multipliedBy(step));
        floor = floor == 0 ? fleet.total() : floor;
        Observation demand =
                isKnown
                        ? new Observation.Seen(observed[step - 1])
                        : new Observation.Missing(Reason.DEMAND_MISSING);
        floor =
                planner.decide(
                                Situation.of(
                                        now,
                                        demand,
                                        new FleetView(
                                                now,
                                                floor,
                                                fleet.total(),
                                                fleet.starting(),
                                                fleet.ready())))
                        .plan()
                        .floor()
                        .count();
        return floor;
    }
}

package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.plan.PlannerSettings;
import dev.tidegate.autoscaler.replay.PlayedFleet;
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

/** The planner with nothing but its defaults. */
final class TidegatePeer implements Peer {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final Duration STEP = Duration.ofMinutes(1);

    private final Planner planner;
    private int seen;
    private int floor;

    TidegatePeer() {
        this(Scenario.LAG, Duration.ofSeconds(10));
    }

    /** @param wait what would wait longer counts as turned away */
    TidegatePeer(int lag, Duration wait) {
        planner =
                new Planner(
                        new PlannerSettings(
                                STEP,
                                Optional.of(new Throughput(1)),
                                new LeadTime(STEP.multipliedBy(lag)),
                                new Objective(Share.of(0.001), wait),
                                Bounds.of(1, 1000)));
    }

    @Override
    public int want(double[] told, int step, boolean known, PlayedFleet fleet) {
        for (; seen < step - 1; seen++) {
            planner.observe(START.plus(STEP.multipliedBy(seen)), OptionalDouble.of(told[seen]));
        }
        seen = step;
        Instant now = START.plus(STEP.multipliedBy(step));
        floor = floor == 0 ? fleet.total() : floor;
        Observation demand =
                known
                        ? new Observation.Seen(told[step - 1])
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

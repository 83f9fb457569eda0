package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** A planner whose fleet follows every decision at once, stepped by tests. */
abstract class PlannerSteps {
    static final Duration STEP = Duration.ofMinutes(10);
    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    static PlannerSettings settings(Optional<Throughput> throughput, GuardSettings guards) {
        return new PlannerSettings(
                STEP,
                throughput,
                new LeadTime(Duration.ofMinutes(10)),
                new Objective(Share.of(0.001), Duration.ofSeconds(10)),
                Bounds.of(1, 50),
                guards);
    }

    final Planner planner =
            new Planner(settings(Optional.of(new Throughput(10)), GuardSettings.NONE));
    Instant now = START;
    int floor = 1;

    Decision step(Planner with, Observation demand) {
        return step(with, demand, 0);
    }

    Decision step(Planner with, Observation demand, double turnedAway) {
        now = now.plus(STEP);
        Decision decision =
                with.decide(
                        new Situation(
                                now,
                                demand,
                                new FleetView(now, floor, floor, 0, floor),
                                OptionalDouble.empty(),
                                OptionalDouble.empty(),
                                OptionalDouble.of(turnedAway),
                                List.of()));
        floor = decision.plan().floor().count();
        return decision;
    }

    static Observation seen(double rate) {
        return new Observation.Seen(rate);
    }
}

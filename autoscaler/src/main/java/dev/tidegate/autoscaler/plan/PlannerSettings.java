package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Throughput;
import java.time.Duration;
import java.util.Optional;

/**
 * What a planner of one workload must be told; nothing here is tuning.
 *
 * @param step      grid of the demand
 * @param perReplica what a replica serves, or empty to learn it
 * @param lead      launch time until enough launches have been measured
 */
public record PlannerSettings(
        Duration step,
        Optional<Throughput> perReplica,
        LeadTime lead,
        Objective objective,
        Bounds bounds) {

    public PlannerSettings {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
    }
}

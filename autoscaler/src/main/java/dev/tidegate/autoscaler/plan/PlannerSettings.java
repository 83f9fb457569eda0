package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.config.WorkloadSettings;
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

    /** The planner's part of a workload's configuration. */
    public static PlannerSettings from(WorkloadSettings settings) {
        var perReplica = settings.capacity().perReplica();
        return new PlannerSettings(
                settings.demand().step(),
                perReplica.isPresent()
                        ? Optional.of(new Throughput(perReplica.getAsDouble()))
                        : Optional.empty(),
                new LeadTime(settings.leadTime().prior()),
                new Objective(
                        Share.of(settings.objective().busy()), settings.objective().patience()),
                Bounds.of(settings.bounds().min(), settings.bounds().max()));
    }
}

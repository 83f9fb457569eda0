package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Settings of the planner of one workload; none of them is a tuning parameter.
 *
 * @param step       grid of the demand
 * @param perReplica throughput of a replica, or empty to learn it
 * @param lead       lead time until enough launches have been measured
 * @param forecasting whether forecasts are among the signals; if not, every plan says so
 * @param events     known periods of unusual demand, for the forecaster
 */
public record PlannerSettings(
        Duration step,
        Optional<Throughput> perReplica,
        LeadTime lead,
        Objective objective,
        Bounds bounds,
        GuardSettings guards,
        boolean forecasting,
        List<Event> events) {
    public PlannerSettings {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        events = List.copyOf(events);
    }

    public PlannerSettings(
            Duration step,
            Optional<Throughput> perReplica,
            LeadTime lead,
            Objective objective,
            Bounds bounds,
            GuardSettings guards) {
        this(step, perReplica, lead, objective, bounds, guards, true, List.of());
    }

    public PlannerSettings(
            Duration step,
            Optional<Throughput> perReplica,
            LeadTime lead,
            Objective objective,
            Bounds bounds) {
        this(step, perReplica, lead, objective, bounds, GuardSettings.NONE);
    }

    /** A copy without forecasts, for processes with more workloads than they have room to forecast. */
    public PlannerSettings withoutForecast() {
        return new PlannerSettings(
                step, perReplica, lead, objective, bounds, guards, false, events);
    }

    /** The settings of a configured workload. */
    public static PlannerSettings from(WorkloadSettings workload) {
        OptionalDouble known = workload.capacity().perReplica();
        GuardSettings guards =
                new GuardSettings(
                        workload.scaleIn().share(),
                        workload.scaleIn().window(),
                        workload.scaleIn().peakWindow(),
                        workload.scaleIn().longestRequest(),
                        workload.bounds().atOnce(),
                        workload.objective().replicaHoursADay());
        return new PlannerSettings(
                workload.demand().step(),
                known.isPresent()
                        ? Optional.of(new Throughput(known.getAsDouble()))
                        : Optional.empty(),
                workload.leadTime(),
                workload.objective().objective(),
                Bounds.of(workload.bounds().min(), workload.bounds().max()),
                guards,
                true,
                workload.demand().occurrences());
    }
}

package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.config.ObjectiveSettings;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.Objective;
import dev.tidegate.autoscaler.situation.Prices;
import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What a planner of one workload must be told; nothing here is tuning.
 *
 * @param step       grid of the demand
 * @param perReplica what a replica serves, or empty to learn it
 * @param lead       launch time until enough launches have been measured
 * @param foresight  whether the forecaster's word is among the signals; where it is not, every plan says so
 * @param events     when demand is known to be unlike itself, which the forecaster takes into account
 */
public record PlannerSettings(
        Duration step,
        Optional<Throughput> perReplica,
        LeadTime lead,
        Objective objective,
        Bounds bounds,
        GuardSettings guards,
        boolean foresight,
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

    /** The same without the forecaster: for more workloads in one process than it has room to forecast. */
    public PlannerSettings withoutForesight() {
        return new PlannerSettings(
                step, perReplica, lead, objective, bounds, guards, false, events);
    }

    /** As configured. */
    public static PlannerSettings from(WorkloadSettings workload) {
        OptionalDouble known = workload.capacity().perReplica();
        GuardSettings guards =
                new GuardSettings(
                        Share.of(workload.scaleIn().share()),
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
                new LeadTime(workload.leadTime().prior()),
                objective(workload.objective()),
                Bounds.of(workload.bounds().min(), workload.bounds().max()),
                guards,
                true,
                workload.demand().occurrences());
    }

    private static Objective objective(ObjectiveSettings told) {
        return new Objective(
                Share.of(told.busy()),
                told.longestWait(),
                told.prices().map(p -> new Prices(p.replicaHour(), p.turnedAway())));
    }
}

package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.ledger.Ledger;
import java.util.function.Supplier;

/**
 * What a {@link ControlLoop} is built from.
 *
 * @param mode the workload's own, or else the file's
 * @param plannerFactory creates a planner without history
 * @param holder name of this process as a lease holder; the same after a restart on the same machine
 */
public record LoopDependencies(
        WorkloadSettings settings,
        Mode mode,
        MetricSource metrics,
        Supplier<Planner> plannerFactory,
        Actuator actuator,
        Target target,
        Ledger ledger,
        Leases leases,
        String holder,
        Intervention intervention,
        SharedDependencies shared) {

    /** For a single loop without interventions. */
    public LoopDependencies(
            WorkloadSettings settings,
            Mode mode,
            MetricSource metrics,
            Supplier<Planner> plannerFactory,
            Actuator actuator,
            Target target,
            Ledger ledger,
            Leases leases,
            String holder) {
        this(
                settings,
                mode,
                metrics,
                plannerFactory,
                actuator,
                target,
                ledger,
                leases,
                holder,
                Intervention.none(),
                SharedDependencies.alone(ledger));
    }
}

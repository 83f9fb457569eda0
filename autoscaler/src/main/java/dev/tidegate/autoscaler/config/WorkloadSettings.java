package dev.tidegate.autoscaler.config;

import dev.tidegate.autoscaler.capacity.LeadTime;
import java.util.Optional;

/**
 * One service whose replicas are planned.
 *
 * @param name unique within the file; names the workload in metrics, ledger and leases
 * @param mode overrides the file's mode if present
 * @param leadTime assumed until enough launches have been measured
 */
public record WorkloadSettings(
        String name,
        Optional<Mode> mode,
        DemandSettings demand,
        SignalSettings signals,
        CapacitySettings capacity,
        LeadTime leadTime,
        ObjectiveSettings objective,
        BoundsSettings bounds,
        ScaleInSettings scaleIn,
        FleetSettings fleet) {}

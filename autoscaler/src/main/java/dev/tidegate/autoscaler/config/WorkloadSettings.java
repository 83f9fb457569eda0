package dev.tidegate.autoscaler.config;

import java.util.Optional;

/**
 * One service whose replicas are planned.
 *
 * @param name unique within the file; names the workload in metrics, ledger and leases
 * @param mode overrides the file's mode if present
 */
public record WorkloadSettings(
        String name,
        Optional<Mode> mode,
        DemandSettings demand,
        SignalSettings signals,
        CapacitySettings capacity,
        LeadTimeSettings leadTime,
        ObjectiveSettings objective,
        BoundsSettings bounds,
        ScaleInSettings scaleIn,
        FleetSettings fleet) {}

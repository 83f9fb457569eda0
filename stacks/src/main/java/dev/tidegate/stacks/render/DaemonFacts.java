package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.ControlSettings;
import dev.tidegate.stacks.settings.FleetSettings;
import java.util.List;
import java.util.Optional;

/**
 * Input of the daemon's configuration.
 *
 * @param gateways whether the region has gateways, which count queued and refused requests
 * @param flags the Redis hash that the gateways follow, if any
 */
public record DaemonFacts(
        ControlSettings.Mode mode,
        Store store,
        String prometheus,
        List<Workload> workloads,
        boolean gateways,
        Optional<FlagHash> flags) {
    public DaemonFacts {
        workloads = List.copyOf(workloads);
    }

    /** The ledger's database; the password comes from the daemon's environment and is in no document. */
    public record Store(String url, String user) {}

    /**
     * A fleet as it was provisioned.
     *
     * @param group its Auto Scaling group, or what stands for one: what its metrics are labelled with
     */
    public record Workload(FleetSettings fleet, String region, String group) {}
}

package dev.tidegate.stacks.render;

import dev.tidegate.stacks.settings.ControlSettings;
import dev.tidegate.stacks.settings.FleetSettings;
import java.util.List;
import java.util.Optional;

/**
 * What the daemon's configuration is made of.
 *
 * @param gateways whether gateways of ours stand before the fleets, and count who waits there and who was turned away
 * @param flags what the region's gateways follow, if they follow any
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

    /** Where the ledger lies; the password is read from the daemon's environment and is in no document. */
    public record Store(String url, String user) {}

    /** A fleet as it was provisioned. */
    public record Workload(FleetSettings fleet, String region, String group) {}
}

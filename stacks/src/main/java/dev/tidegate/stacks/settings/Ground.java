package dev.tidegate.stacks.settings;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything one stack is asked to provision.
 *
 * @param retired whether it may be destroyed; production has to confirm that by its name
 * @param regions regions of this stack; empty in the global layer
 * @param kubernetes settings of a cluster in each of its regions, if any
 * @param regionStacks regions of other stacks; empty except in the global layer
 */
public record Ground(
        String environment,
        Tier tier,
        Layer layer,
        String owner,
        String domain,
        boolean deletionProtection,
        boolean retired,
        Set<Capability> capabilities,
        List<RegionSettings> regions,
        List<RegionStack> regionStacks,
        NetworkSettings network,
        List<FleetSettings> fleets,
        Optional<KubernetesSettings> kubernetes,
        CacheSettings cache,
        GatewaySettings gateway,
        EdgeSettings edge,
        DnsSettings dns,
        ControlSettings control,
        AccessSettings access) {

    public Ground {
        capabilities = Set.copyOf(capabilities);
        regions = List.copyOf(regions);
        regionStacks = List.copyOf(regionStacks);
        fleets = List.copyOf(fleets);
    }

    public boolean can(Capability capability) {
        return capabilities.contains(capability);
    }

    /** Fleets whose replicas are of this kind. */
    public List<FleetSettings> fleets(FleetSettings.Platform platform) {
        return fleets.stream().filter(fleet -> fleet.platform() == platform).toList();
    }

    public boolean holdsGlobal() {
        return layer != Layer.REGION;
    }

    /** A region held by another stack, which the global layer reads. */
    public record RegionStack(String region, String stack) {}
}

package dev.tidegate.stacks.settings;

import java.util.List;
import java.util.Set;

/**
 * Everything one stack is asked to provision.
 *
 * @param retired whether it is about to be destroyed on purpose, which production must be told by its name
 * @param regions held by this stack itself; empty in the global layer
 * @param regionStacks held by other stacks; empty but in the global layer
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

    public boolean holdsGlobal() {
        return layer != Layer.REGION;
    }

    /** A region held by another stack, which the global layer reads. */
    public record RegionStack(String region, String stack) {}
}

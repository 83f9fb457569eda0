package dev.tidegate.stacks.fleet;

import dev.tidegate.stacks.settings.FleetSettings;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Service quotas needed before fleets can grow to their bounds. Quotas count vCPUs by instance family; which types a group will get is not
 * known beforehand, so this is the need of the mix with the most vCPUs.
 */
public final class GpuQuota {
    private static final Pattern SIZE = Pattern.compile("[a-z0-9]+\\.(\\d*)xlarge");
    private static final int VCPUS_OF_XLARGE = 4;

    private final SortedMap<String, Integer> vcpus = new TreeMap<>();

    public void add(String region, FleetSettings fleet) {
        int largestNeed =
                fleet.replicasByType().entrySet().stream()
                        .mapToInt(type -> need(fleet, type.getKey(), type.getValue()))
                        .max()
                        .orElse(0);
        vcpus.merge(region + "/" + fleet.family().quota(), largestNeed, Integer::sum);
    }

    /** vCPUs by region and quota. */
    public Map<String, Integer> needs() {
        return Map.copyOf(vcpus);
    }

    /** A fleet's instance types with their replicas, fewest vCPUs a replica first, which orders types of one GPU by price. */
    static List<Map.Entry<String, Integer>> byVcpusPerReplica(FleetSettings fleet) {
        return fleet.replicasByType().entrySet().stream()
                .sorted(
                        Comparator.comparingDouble(GpuQuota::vcpusPerReplica)
                                .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    private static double vcpusPerReplica(Map.Entry<String, Integer> replicasOfType) {
        return (double) vcpus(replicasOfType.getKey()) / replicasOfType.getValue();
    }

    /** What the fleet needs at once if the group launches this type only. */
    private static int need(FleetSettings fleet, String type, int replicasEach) {
        return instances(fleet.atOnce(), replicasEach) * vcpus(type);
    }

    static int vcpus(String type) {
        Matcher size = SIZE.matcher(type);
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    "a GPU type's size is a multiple of xlarge, was " + type);
        }
        return VCPUS_OF_XLARGE * (size.group(1).isEmpty() ? 1 : Integer.parseInt(size.group(1)));
    }

    private static int instances(int replicas, int replicasEach) {
        return (replicas + replicasEach - 1) / replicasEach;
    }
}

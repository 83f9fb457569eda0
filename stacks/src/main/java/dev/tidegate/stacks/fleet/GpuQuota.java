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
    private static final int PROCESSORS_OF_XLARGE = 4;

    private final SortedMap<String, Integer> processors = new TreeMap<>();

    public void add(String region, FleetSettings fleet) {
        int most =
                fleet.replicasByType().entrySet().stream()
                        .mapToInt(
                                type ->
                                        launches(fleet.atOnce(), type.getValue())
                                                * processors(type.getKey()))
                        .max()
                        .orElse(0);
        processors.merge(region + "/" + fleet.family().quota(), most, Integer::sum);
    }

    /** vCPUs by region and quota. */
    public Map<String, Integer> needs() {
        return Map.copyOf(processors);
    }

    /** A fleet's instance types with their replicas, fewest vCPUs a replica first, which orders types of one GPU by price. */
    static List<Map.Entry<String, Integer>> leastMachineFirst(FleetSettings fleet) {
        return fleet.replicasByType().entrySet().stream()
                .sorted(
                        Comparator.<Map.Entry<String, Integer>>comparingDouble(
                                        type ->
                                                (double) processors(type.getKey())
                                                        / type.getValue())
                                .thenComparing(Map.Entry.comparingByKey()))
                .toList();
    }

    static int processors(String type) {
        Matcher size = SIZE.matcher(type);
        if (!size.matches()) {
            throw new IllegalArgumentException(
                    "a GPU type's size is a multiple of xlarge, was " + type);
        }
        return PROCESSORS_OF_XLARGE
                * (size.group(1).isEmpty() ? 1 : Integer.parseInt(size.group(1)));
    }

    private static int launches(int replicas, int each) {
        return (replicas + each - 1) / each;
    }
}

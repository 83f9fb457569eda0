package dev.tidegate.stacks.settings;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Instance types that carry the same GPU, with the number of them each has. A fleet counts in GPUs: a type weighs as many as it
 * carries, so types of one family stand in for one another. The more types, the better the odds of finding spot capacity; ten is
 * what AWS advises, and not every family has ten.
 */
public enum GpuFamily {
    /** NVIDIA L4, 24 GB. */
    L4(
            "g-and-vt",
            sizes(
                    Map.of(
                            "g6.xlarge",
                            1,
                            "g6.2xlarge",
                            1,
                            "g6.4xlarge",
                            1,
                            "g6.8xlarge",
                            1,
                            "g6.12xlarge",
                            4,
                            "g6.16xlarge",
                            1,
                            "g6.24xlarge",
                            4,
                            "g6.48xlarge",
                            8,
                            "gr6.4xlarge",
                            1,
                            "gr6.8xlarge",
                            1))),
    /** NVIDIA A10G, 24 GB. */
    A10G(
            "g-and-vt",
            sizes(
                    Map.of(
                            "g5.xlarge",
                            1,
                            "g5.2xlarge",
                            1,
                            "g5.4xlarge",
                            1,
                            "g5.8xlarge",
                            1,
                            "g5.12xlarge",
                            4,
                            "g5.16xlarge",
                            1,
                            "g5.24xlarge",
                            4,
                            "g5.48xlarge",
                            8))),
    /** NVIDIA L40S, 48 GB. */
    L40S(
            "g-and-vt",
            sizes(
                    Map.of(
                            "g6e.xlarge",
                            1,
                            "g6e.2xlarge",
                            1,
                            "g6e.4xlarge",
                            1,
                            "g6e.8xlarge",
                            1,
                            "g6e.12xlarge",
                            4,
                            "g6e.16xlarge",
                            1,
                            "g6e.24xlarge",
                            4,
                            "g6e.48xlarge",
                            8))),
    /** NVIDIA A100, 40 or 80 GB. */
    A100("p", sizes(Map.of("p4d.24xlarge", 8, "p4de.24xlarge", 8))),
    /** NVIDIA H100, 80 GB. */
    H100("p", sizes(Map.of("p5.4xlarge", 1, "p5.48xlarge", 8)));

    private final String quota;

    @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable view of a map nobody else holds
    private final SortedMap<String, Integer> gpusByType;

    GpuFamily(String quota, SortedMap<String, Integer> gpusByType) {
        this.quota = quota;
        this.gpusByType = gpusByType;
    }

    /** The service quota that limits this family's virtual processors: {@code g-and-vt} or {@code p}. */
    public String quota() {
        return quota;
    }

    /** GPUs by instance type, in the order of the types' names. */
    public SortedMap<String, Integer> gpusByType() {
        return gpusByType;
    }

    private static SortedMap<String, Integer> sizes(Map<String, Integer> gpus) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(gpus));
    }
}

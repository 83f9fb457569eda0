package dev.tidegate.stacks.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A fleet of GPU instances that serve one model. Sizes are in replicas: an instance type weighs as many as fit on it.
 *
 * @param platform what its replicas are
 * @param smaller the fleet whose model takes a share of this one's requests while a tier calls for it
 * @param modelLoad from an instance's start until its weights are loaded and it answers
 * @param longestGeneration the longest response: a terminating instance drains that long
 */
public record FleetSettings(
        String name,
        Platform platform,
        GpuFamily family,
        int gpusPerReplica,
        Optional<String> smaller,
        Bounds bounds,
        Purchase purchase,
        Optional<Warm> warm,
        Duration modelLoad,
        Duration longestGeneration,
        String weights,
        Serving serving,
        List<Floor> floors) {

    public FleetSettings {
        floors = List.copyOf(floors);
    }

    /** What a replica is. */
    public enum Platform {
        /** A share of an instance's GPUs, in an Auto Scaling group. */
        INSTANCES,
        /** A pod on the region's cluster. */
        KUBERNETES
    }

    /** Replicas, at least and at the most. */
    public record Bounds(int min, int max) {}

    /** Purchase options: a number of on-demand replicas, and above them a share on demand and the rest spot. */
    public record Purchase(
            int onDemandBase, int onDemandShare, Optional<Reservation> reservation) {}

    /** Capacity paid for in advance, used before any other. */
    public record Reservation(Kind kind, String id) {
        public enum Kind {
            /** An on-demand capacity reservation's resource group, by ARN. */
            GROUP,
            /** A capacity block for machine learning, by reservation identifier. */
            BLOCK
        }
    }

    /** Stopped instances with the weights already on disk. */
    public record Warm(int min, int max) {}

    /** A replica: its throughput in units a second within the objective, and its port and paths. */
    public record Serving(
            int port,
            int perReplica,
            String unit,
            Duration leadTime,
            String busy,
            Duration patience) {}

    /** A scheduled minimum: from the given time on (five cron fields, UTC) the group has at least {@code min} replicas. */
    public record Floor(String name, String cron, int min) {}

    /** Instance type of a capacity block, if one instance is one replica: such a group has a single type and counts instances. */
    public Optional<String> blockType() {
        return purchase.reservation()
                .filter(reservation -> reservation.kind() == Reservation.Kind.BLOCK)
                .flatMap(
                        block ->
                                replicasByType().entrySet().stream()
                                        .filter(type -> type.getValue() == 1)
                                        .map(Map.Entry::getKey)
                                        .findFirst());
    }

    /** Extra replicas during a rolling update: a tenth. */
    public int surge() {
        return (bounds.max() + 9) / 10;
    }

    /** The most replicas at once: on a cluster, a rolling update exceeds the bounds by {@link #surge}. */
    public int atOnce() {
        return platform == Platform.KUBERNETES ? bounds.max() + surge() : bounds.max();
    }

    /** Usable types with the replicas that fit on each, none larger than the whole fleet. */
    public SortedMap<String, Integer> replicasByType() {
        SortedMap<String, Integer> replicas = new TreeMap<>();
        family.gpusByType()
                .forEach(
                        (type, gpus) -> {
                            if (gpus % gpusPerReplica == 0
                                    && gpus / gpusPerReplica <= bounds.max()) {
                                replicas.put(type, gpus / gpusPerReplica);
                            }
                        });
        return replicas;
    }
}

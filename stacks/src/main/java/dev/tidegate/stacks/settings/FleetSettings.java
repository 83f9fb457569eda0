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
 * @param smaller the fleet whose model answers a share of this one's requests while a tier says so
 * @param modelLoad from the start of an instance until the weights are on its disk and it answers
 * @param longestGeneration the longest answer a client may wait for: a leaving instance drains that long
 */
public record FleetSettings(
        String name,
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

    /** Replicas, at least and at the most. */
    public record Bounds(int min, int max) {}

    /** What is bought how: so many replicas on demand, of what is above them a share on demand and the rest spot. */
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

    /** What a replica does: units a second within its objective, and where it answers. */
    public record Serving(
            int port,
            int perReplica,
            String unit,
            Duration leadTime,
            String busy,
            Duration patience) {}

    /** From the given minute on (five cron fields, UTC) the group holds at least so many replicas. */
    public record Floor(String name, String cron, int min) {}

    /** The type that a capacity block is of, if its instances are one replica each: a group that uses a block is of one type, and counts instances. */
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

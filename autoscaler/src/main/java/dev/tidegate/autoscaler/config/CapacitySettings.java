package dev.tidegate.autoscaler.config;

import java.util.OptionalDouble;

/**
 * The capacity of one replica.
 *
 * @param perReplica units a second that one replica serves within its objective; absent if it is to be measured
 * @param gpus of one replica
 */
public record CapacitySettings(OptionalDouble perReplica, int gpus) {

    public CapacitySettings {
        if (perReplica.isPresent()
                && !(perReplica.getAsDouble() > 0 && Double.isFinite(perReplica.getAsDouble()))) {
            throw new IllegalArgumentException(
                    "perReplica must be positive, was " + perReplica.getAsDouble());
        }
    }
}

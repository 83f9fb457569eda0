package dev.tidegate.autoscaler.config;

import java.util.OptionalInt;

/**
 * The fewest and the most replicas any plan may ask for.
 *
 * @param atOnce replicas that one decision may add
 */
public record BoundsSettings(int min, int max, OptionalInt atOnce) {

    public BoundsSettings {
        if (min < 0 || max < min) {
            throw new IllegalArgumentException(
                    "bounds must satisfy 0 <= min <= max, were " + min + " and " + max);
        }
    }

    public BoundsSettings(int min, int max) {
        this(min, max, OptionalInt.empty());
    }
}

package dev.tidegate.autoscaler.config;

/** The fewest and the most replicas any plan may ask for. */
public record BoundsSettings(int min, int max) {

    public BoundsSettings {
        if (min < 0 || max < min) {
            throw new IllegalArgumentException(
                    "bounds must satisfy 0 <= min <= max, were " + min + " and " + max);
        }
    }
}

package dev.tidegate.autoscaler.situation;

import dev.tidegate.autoscaler.capacity.Replicas;

/** The smallest and the largest floor allowed. */
public record Bounds(Replicas min, Replicas max) {

    public Bounds {
        if (min.compareTo(max) > 0) {
            throw new IllegalArgumentException("min " + min + " is above max " + max);
        }
    }

    public static Bounds of(int min, int max) {
        return new Bounds(Replicas.of(min), Replicas.of(max));
    }
}

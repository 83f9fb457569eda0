package dev.tidegate.autoscaler.metrics;

import java.time.Instant;

/** A finite value at a grid point. */
public record Sample(Instant at, double value) {

    public Sample {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a sample must be finite, was " + value);
        }
    }
}

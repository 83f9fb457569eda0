package dev.tidegate.runbooks.signal;

import java.time.Instant;

/** One value of a signal. */
public record Sample(Instant at, double value) {
    public Sample {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("value must be finite, was " + value);
        }
    }
}

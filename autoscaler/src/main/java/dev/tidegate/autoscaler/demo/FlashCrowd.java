package dev.tidegate.autoscaler.demo;

import java.time.Duration;
import java.time.Instant;

/** A crowd that arrives within minutes and leaves slowly: demand is multiplied by {@code height} at its peak. */
record FlashCrowd(Instant start, Duration rise, Duration stay, Duration halfLife, double height) {

    FlashCrowd {
        if (height < 1) {
            throw new IllegalArgumentException("height must be 1 or more, was " + height);
        }
    }

    /** The factor for demand at an instant; 1 before the start. */
    double factor(Instant at) {
        if (!at.isAfter(start)) {
            return 1;
        }
        double since = Duration.between(start, at).toMillis() / 1000.0;
        double top = rise.toSeconds() + stay.toSeconds();
        if (since <= top) {
            return 1 + (height - 1) * Math.min(1, since / rise.toSeconds());
        }
        return 1 + (height - 1) * Math.pow(0.5, (since - top) / halfLife.toSeconds());
    }
}

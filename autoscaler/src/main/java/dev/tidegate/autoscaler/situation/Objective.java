package dev.tidegate.autoscaler.situation;

import dev.tidegate.autoscaler.capacity.Share;
import java.time.Duration;
import java.util.Optional;

/**
 * How much demand may be turned away.
 *
 * @param busy        share of the demand that may be turned away
 * @param longestWait work that would wait longer counts as turned away
 * @param prices      if given, these decide how much is turned away instead of {@code busy}: the plan is the cheapest
 *     one
 */
public record Objective(Share busy, Duration longestWait, Optional<Prices> prices) {
    public Objective {
        if (longestWait.isNegative()) {
            throw new IllegalArgumentException("wait must not be negative, was " + longestWait);
        }
    }

    public Objective(Share busy, Duration longestWait) {
        this(busy, longestWait, Optional.empty());
    }
}

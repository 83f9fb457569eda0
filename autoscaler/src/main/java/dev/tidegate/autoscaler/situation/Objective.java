package dev.tidegate.autoscaler.situation;

import dev.tidegate.autoscaler.capacity.Share;
import java.time.Duration;
import java.util.Optional;

/**
 * How much may be turned away.
 *
 * @param busy        share of the demand that may be turned away
 * @param longestWait what would wait longer than this counts as turned away
 * @param prices      where these are given, they decide how much is turned away and not {@code busy}: the plan is the one that
 *                    costs least
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

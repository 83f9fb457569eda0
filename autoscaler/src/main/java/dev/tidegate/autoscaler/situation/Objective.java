package dev.tidegate.autoscaler.situation;

import dev.tidegate.autoscaler.capacity.Share;
import java.time.Duration;

/**
 * How much may be turned away.
 *
 * @param busy share of the demand that may be turned away
 * @param longestWait what would wait longer than this counts as turned away
 */
public record Objective(Share busy, Duration longestWait) {

    public Objective {
        if (longestWait.isNegative()) {
            throw new IllegalArgumentException("wait must not be negative, was " + longestWait);
        }
    }
}

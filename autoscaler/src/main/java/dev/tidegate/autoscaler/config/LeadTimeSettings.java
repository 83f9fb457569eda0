package dev.tidegate.autoscaler.config;

import java.time.Duration;

/**
 * The time from the order of a replica until it serves.
 *
 * @param prior assumed until enough launches have been measured
 */
public record LeadTimeSettings(Duration prior) {

    public LeadTimeSettings {
        if (prior.isNegative()) {
            throw new IllegalArgumentException("prior must not be negative, was " + prior);
        }
    }
}

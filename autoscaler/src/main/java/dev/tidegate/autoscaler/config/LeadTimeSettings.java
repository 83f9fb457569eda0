package dev.tidegate.autoscaler.config;

import java.time.Duration;

/**
 * How long an ordered replica takes until it serves.
 *
 * @param prior believed until enough launches have been measured
 */
public record LeadTimeSettings(Duration prior) {

    public LeadTimeSettings {
        if (prior.isNegative()) {
            throw new IllegalArgumentException("prior must not be negative, was " + prior);
        }
    }
}

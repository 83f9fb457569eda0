package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.capacity.Share;
import java.time.Duration;

/**
 * The world that shadow fleets live in.
 *
 * @param patience what waits longer is turned away
 * @param busy     share of the demand that may be turned away
 */
public record ShadowSettings(Duration step, LeadTime lead, Duration patience, Share busy) {

    public ShadowSettings {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        if (patience.isNegative()) {
            throw new IllegalArgumentException("patience must not be negative, was " + patience);
        }
    }

    double stepsIn(Duration span) {
        return (double) span.toMillis() / step.toMillis();
    }
}

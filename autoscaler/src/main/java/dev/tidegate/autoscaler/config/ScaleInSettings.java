package dev.tidegate.autoscaler.config;

import java.time.Duration;

/**
 * How carefully capacity is given back.
 *
 * @param share of the fleet that may be removed within a window at the most (one replica always may)
 * @param window over which removals are counted
 */
public record ScaleInSettings(double share, Duration window) {

    public ScaleInSettings {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, was " + share);
        }
    }
}

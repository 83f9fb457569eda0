package dev.tidegate.autoscaler.config;

import java.time.Duration;

/**
 * Limits of scale-in.
 *
 * @param share largest share of the fleet that may be removed within a window (one replica always may)
 * @param window over which removals are counted
 * @param peakWindow whose largest need must have passed before a scale-in
 * @param longestRequest waited for between two scale-ins
 */
public record ScaleInSettings(
        double share, Duration window, Duration peakWindow, Duration longestRequest) {

    public ScaleInSettings {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, was " + share);
        }
    }
}

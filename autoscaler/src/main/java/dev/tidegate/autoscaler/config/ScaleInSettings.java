package dev.tidegate.autoscaler.config;

import java.time.Duration;

/**
 * How carefully capacity is given back.
 *
 * @param share of the fleet that may be removed within a window at the most (one replica always may)
 * @param window over which removals are counted
 * @param peakWindow whose largest need has to pass first
 * @param longestRequest that is waited for between one scale-in and the next
 */
public record ScaleInSettings(
        double share, Duration window, Duration peakWindow, Duration longestRequest) {

    public ScaleInSettings {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, was " + share);
        }
    }
}

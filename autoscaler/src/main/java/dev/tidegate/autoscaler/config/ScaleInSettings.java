package dev.tidegate.autoscaler.config;

import dev.tidegate.autoscaler.capacity.Share;
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
        Share share, Duration window, Duration peakWindow, Duration longestRequest) {

    public ScaleInSettings {
        if (share.fraction() == 0) {
            throw new IllegalArgumentException("share must be above 0, was " + share);
        }
    }
}

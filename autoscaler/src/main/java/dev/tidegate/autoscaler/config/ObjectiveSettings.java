package dev.tidegate.autoscaler.config;

import java.time.Duration;

/**
 * The promise to the service's users.
 *
 * @param busy share of demand that may be turned away at the most, within 0 and 1
 * @param patience what waits longer counts as turned away ({@code wait} in the file)
 */
public record ObjectiveSettings(double busy, Duration patience) {

    public ObjectiveSettings {
        if (!(busy >= 0 && busy <= 1)) {
            throw new IllegalArgumentException("busy must be within 0 and 1, was " + busy);
        }
    }
}

package dev.tidegate.autoscaler.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The service level objective, and its cost limit.
 *
 * @param busy largest share of demand that may be turned away, within 0 and 1
 * @param longestWait a request that waits longer counts as turned away ({@code wait} in the file)
 * @param prices replace {@code busy} if the file names both prices and no share
 * @param replicaHoursADay limit for a rolling day
 */
public record ObjectiveSettings(
        double busy,
        Duration longestWait,
        Optional<Prices> prices,
        OptionalDouble replicaHoursADay) {

    /** Prices in one currency: of a replica for an hour, and of a unit of demand turned away. */
    public record Prices(double replicaHour, double turnedAway) {}

    public ObjectiveSettings {
        if (!(busy >= 0 && busy <= 1)) {
            throw new IllegalArgumentException("busy must be within 0 and 1, was " + busy);
        }
    }
}

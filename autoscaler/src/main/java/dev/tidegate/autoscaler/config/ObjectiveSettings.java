package dev.tidegate.autoscaler.config;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The promise to the service's users, and what it may cost.
 *
 * @param busy share of demand that may be turned away at the most, within 0 and 1
 * @param patience what waits longer counts as turned away ({@code wait} in the file)
 * @param prices what decides instead of {@code busy} where the file names both prices and no share
 * @param replicaHoursADay that a rolling day may cost
 */
public record ObjectiveSettings(
        double busy, Duration patience, Optional<Prices> prices, OptionalDouble replicaHoursADay) {

    /** In one currency: a replica for an hour, and a unit of demand that is turned away. */
    public record Prices(double replicaHour, double turnedAway) {}

    public ObjectiveSettings {
        if (!(busy >= 0 && busy <= 1)) {
            throw new IllegalArgumentException("busy must be within 0 and 1, was " + busy);
        }
    }

    public ObjectiveSettings(double busy, Duration patience) {
        this(busy, patience, Optional.empty(), OptionalDouble.empty());
    }
}

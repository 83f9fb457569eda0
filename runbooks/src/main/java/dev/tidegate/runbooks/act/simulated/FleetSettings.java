package dev.tidegate.runbooks.act.simulated;

import java.time.Duration;

/**
 * Settings of a simulated fleet.
 *
 * @param floor replicas that are ready at the start
 * @param ceiling the fleet refuses a floor above it
 * @param lead time from the order of a replica until it is ready
 */
public record FleetSettings(int floor, int ceiling, Duration lead) {

    public FleetSettings {
        if (floor < 0 || floor > ceiling) {
            throw new IllegalArgumentException(
                    "expected 0 <= floor <= ceiling, were " + floor + " and " + ceiling);
        }
        if (lead.isNegative()) {
            throw new IllegalArgumentException("lead must not be negative, was " + lead);
        }
    }
}

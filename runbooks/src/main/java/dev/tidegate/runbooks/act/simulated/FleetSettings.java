package dev.tidegate.runbooks.act.simulated;

import java.time.Duration;

/**
 * What a simulated fleet is made of.
 *
 * @param floor replicas that are ready at the start
 * @param ceiling more than these the fleet refuses
 * @param lead from the order of a replica to its being ready
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

package dev.tidegate.stacks.fleet;

import dev.tidegate.stacks.settings.FleetSettings;
import java.time.Duration;

/**
 * The arithmetic of arriving and leaving, which no test of a single value shows: a hook that ends before the weights are on disk
 * kills every instance, a grace shorter than the load does so more slowly.
 *
 * @param heartbeat how long the launch hook holds an instance: the load and a third, for a slow disk
 * @param grace how long health is not asked after arrival: the load, since a warm instance still fills its GPU
 * @param drain how long a leaving instance finishes what it began
 * @param lease how long the terminate hook holds it: the drain and half a minute
 * @param cutBySpot how much of the longest generation a spot notice does not leave; zero if all of it fits
 */
public record FleetTimes(
        Duration heartbeat, Duration grace, Duration drain, Duration lease, Duration cutBySpot) {
    static final Duration SPOT_NOTICE = Duration.ofMinutes(2);

    /** What AWS takes as a heartbeat at the least and at the most. */
    private static final Duration SHORTEST = Duration.ofSeconds(30);

    private static final Duration LONGEST = Duration.ofHours(2);

    public FleetTimes {
        if (lease.compareTo(drain) < 0) {
            throw new IllegalArgumentException(
                    "the terminate hook holds " + lease + ", less than the drain of " + drain);
        }
    }

    public static FleetTimes of(FleetSettings fleet) {
        Duration load = fleet.modelLoad();
        Duration longest = fleet.longestGeneration();
        Duration over = longest.minus(SPOT_NOTICE);
        return new FleetTimes(
                bounded(load.plus(load.dividedBy(3)).plus(SHORTEST)),
                load,
                longest,
                bounded(longest.plus(SHORTEST)),
                over.isNegative() ? Duration.ZERO : over);
    }

    /** How long a whole fleet takes to leave, at the most: every hook's hold, and what AWS needs for the rest. */
    Duration emptied() {
        return lease.plus(Duration.ofMinutes(15));
    }

    private static Duration bounded(Duration wanted) {
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }
}

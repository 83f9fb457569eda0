package dev.tidegate.stacks.fleet;

import dev.tidegate.stacks.render.ModelServer;
import dev.tidegate.stacks.settings.FleetSettings;
import java.time.Duration;

/**
 * How long launching and terminating instances may take. The values depend on each other: a launch hook that times out before the weights
 * are loaded kills every instance, and so, more slowly, does a grace period shorter than the load.
 *
 * @param heartbeat timeout of the launch hook: the load time and a third, for a slow disk
 * @param grace health check grace period: the load time, since an instance from the warm pool still has to fill its GPU
 * @param drain how long a terminating instance may finish its requests
 * @param lease timeout of the terminate hook: the drain, what gateways need to notice it, and 30 seconds
 * @param cutBySpot the part of the longest generation that does not fit into a spot notice; zero if all of it does
 */
public record FleetTimes(
        Duration heartbeat, Duration grace, Duration drain, Duration lease, Duration cutBySpot) {
    static final Duration SPOT_NOTICE = Duration.ofMinutes(2);

    /** Limits that AWS sets to a hook's timeout. */
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
        Duration beyondNotice = longest.minus(SPOT_NOTICE);
        return new FleetTimes(
                bounded(load.plus(load.dividedBy(3)).plus(SHORTEST)),
                load,
                longest,
                bounded(longest.plus(ModelServer.HEARD).plus(SHORTEST)),
                beyondNotice.isNegative() ? Duration.ZERO : beyondNotice);
    }

    /** How long a whole fleet takes to terminate at the most: the hooks' timeouts, and what AWS itself needs. */
    Duration terminationTime() {
        return lease.plus(Duration.ofMinutes(15));
    }

    private static Duration bounded(Duration timeout) {
        return timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout;
    }
}

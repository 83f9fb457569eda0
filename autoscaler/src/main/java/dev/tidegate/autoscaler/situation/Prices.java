package dev.tidegate.autoscaler.situation;

import dev.tidegate.autoscaler.capacity.Throughput;

/**
 * The cost of capacity and of its lack, in the same currency.
 *
 * @param replicaHour cost of a replica for an hour
 * @param turnedAway  cost of a unit of demand that is turned away
 */
public record Prices(double replicaHour, double turnedAway) {
    private static final int SECONDS_AN_HOUR = 3600;

    public Prices {
        require("replicaHour", replicaHour);
        require("turnedAway", turnedAway);
    }

    /** The cost of turning work away, as a multiple of the cost of serving it. */
    public double turnedAwayRatio(Throughput perReplica) {
        return turnedAway * perReplica.unitsPerSecond() * SECONDS_AN_HOUR / replicaHour;
    }

    private static void require(String name, double price) {
        if (!(price > 0) || Double.isInfinite(price)) {
            throw new IllegalArgumentException(name + " must be above zero, was " + price);
        }
    }
}

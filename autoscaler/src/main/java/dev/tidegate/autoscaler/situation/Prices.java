package dev.tidegate.autoscaler.situation;

import dev.tidegate.autoscaler.capacity.Throughput;

/**
 * What capacity and its lack cost, in one currency.
 *
 * @param replicaHour a replica for an hour
 * @param turnedAway  a unit of demand that is turned away
 */
public record Prices(double replicaHour, double turnedAway) {
    private static final int SECONDS_AN_HOUR = 3600;

    public Prices {
        require("replicaHour", replicaHour);
        require("turnedAway", turnedAway);
    }

    /** What turning work away costs, in what the replica that would have served it costs. */
    public double ofTurningAway(Throughput perReplica) {
        return turnedAway * perReplica.unitsPerSecond() * SECONDS_AN_HOUR / replicaHour;
    }

    private static void require(String name, double price) {
        if (!(price > 0) || Double.isInfinite(price)) {
            throw new IllegalArgumentException(name + " must be above zero, was " + price);
        }
    }
}

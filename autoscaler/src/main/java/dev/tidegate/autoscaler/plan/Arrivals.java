package dev.tidegate.autoscaler.plan;

/**
 * Demand that was not censored: what was turned away, and what joined the queue, belongs to it. A demand that is counted where
 * it is served ends at what the fleet can serve, and would say that there is no need of more just when there is. Pure.
 */
final class Arrivals {

    private Arrivals() {}

    /**
     * What arrived, all in units a second. A demand that counts arrivals has the rest in it already, so nothing is counted
     * twice; and never less than was seen.
     *
     * @param servable what the ready replicas can serve
     */
    static double of(double seen, double turnedAway, double queueGrowth, double servable) {
        double leftOver = Math.max(0, turnedAway + queueGrowth);
        return Math.max(seen, Math.min(seen, servable) + leftOver);
    }
}

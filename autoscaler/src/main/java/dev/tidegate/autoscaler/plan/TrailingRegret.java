package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.ClairvoyantBound;
import java.util.OptionalDouble;

/**
 * Replica-steps of about the last day relative to the clairvoyant bound for the same demand. Below one the fleet was
 * smaller than the bound, and work waited or was turned away. Not thread-safe.
 */
final class TrailingRegret {
    private final ClairvoyantBound bound = new ClairvoyantBound();
    private final double decay; // per step
    private final double minSteps;
    private double paid;
    private double bounded;
    private double steps;

    /** @param stepsPerDay number of steps in a day */
    TrailingRegret(double stepsPerDay) {
        decay = Math.exp(-1 / stepsPerDay);
        minSteps = stepsPerDay / 24;
    }

    /**
     * Adds a step.
     *
     * @param demand in replicas
     * @param total  replicas that were paid for
     * @param lag    steps from an order until it serves
     */
    void add(double demand, int total, int lag) {
        paid = paid * decay + total;
        bounded = bounded * decay + bound.add(demand, lag);
        steps++;
    }

    /** Paid replica-steps over the bound; empty within the first hour, and if nothing had to be served. */
    OptionalDouble regret() {
        return steps >= minSteps && bounded > 0
                ? OptionalDouble.of(paid / bounded)
                : OptionalDouble.empty();
    }
}

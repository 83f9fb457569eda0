package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.ClairvoyantBound;
import java.util.OptionalDouble;

/**
 * What the fleet cost over about the last day, beside the fewest replica-steps that would have served the same demand with the
 * future known. Below one the fleet was smaller than that, and something was turned away or waited. Not thread-safe.
 */
final class TrailingRegret {
    private final ClairvoyantBound bound = new ClairvoyantBound();
    private final double fade; // a step
    private final double enough; // steps
    private double paid;
    private double least;
    private double steps;

    /** @param aDay steps */
    TrailingRegret(double aDay) {
        fade = Math.exp(-1 / aDay);
        enough = aDay / 24;
    }

    /**
     * Takes in a step.
     *
     * @param demand in replicas
     * @param total  replicas that were paid for
     * @param lag    steps from an order until it serves
     */
    void add(double demand, int total, int lag) {
        paid = paid * fade + total;
        least = least * fade + bound.add(demand, lag);
        steps++;
    }

    /** Paid over least; empty within the first hour, and where nothing had to be served. */
    OptionalDouble regret() {
        return steps >= enough && least > 0
                ? OptionalDouble.of(paid / least)
                : OptionalDouble.empty();
    }
}

package dev.tidegate.autoscaler.plan;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;

/**
 * Demand that was not censored: what was turned away, and what joined the queue, belongs to it. A demand that is counted where
 * it is served ends at what the fleet can serve, and would say that there is no need of more just when there is. Pure.
 */
final class UncensoredDemand {

    private UncensoredDemand() {}

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

    /** The same for the past, slot by slot; what was turned away in a slot of which nothing is known is taken to be nothing. */
    static Series of(Series seen, Series turnedAway, double servable) {
        double[] rates = new double[seen.size()];
        BitSet known = new BitSet(rates.length);
        for (int i = 0; i < rates.length; i++) {
            if (seen.isKnown(i)) {
                known.set(i);
                rates[i] = of(seen.value(i), away(turnedAway, seen.timeAt(i)), 0, servable);
            }
        }
        return Series.of(seen.start(), seen.step(), rates, known);
    }

    private static double away(Series turnedAway, Instant at) {
        long slot = Duration.between(turnedAway.start(), at).dividedBy(turnedAway.step());
        return slot >= 0 && slot < turnedAway.size() && turnedAway.isKnown((int) slot)
                ? turnedAway.value((int) slot)
                : 0;
    }
}

package dev.tidegate.autoscaler.plan;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.BitSet;

/**
 * Demand including the work that was turned away or joined the queue. Demand measured where it is served is censored at
 * what the fleet can serve, and would hide the need for more just when it arises. Pure.
 */
final class UncensoredDemand {

    private UncensoredDemand() {}

    /**
     * The demand that arrived, all in units a second. If the measured demand counts arrivals it includes the rest
     * already, and nothing is counted twice. Never less than measured.
     *
     * @param servable what the ready replicas can serve
     */
    static double of(double measured, double turnedAway, double queueGrowth, double servable) {
        double unserved = Math.max(0, turnedAway + queueGrowth);
        return Math.max(measured, Math.min(measured, servable) + unserved);
    }

    /** The same for the past, slot by slot; where the work turned away is unknown it is assumed to be none. */
    static Series of(Series measured, Series turnedAway, double servable) {
        double[] rates = new double[measured.size()];
        BitSet known = new BitSet(rates.length);
        for (int i = 0; i < rates.length; i++) {
            if (measured.isKnown(i)) {
                known.set(i);
                rates[i] =
                        of(
                                measured.value(i),
                                turnedAwayAt(turnedAway, measured.timeAt(i)),
                                0,
                                servable);
            }
        }
        return Series.of(measured.start(), measured.step(), rates, known);
    }

    private static double turnedAwayAt(Series turnedAway, Instant at) {
        long slot = Duration.between(turnedAway.start(), at).dividedBy(turnedAway.step());
        return slot >= 0 && slot < turnedAway.size() && turnedAway.isKnown((int) slot)
                ? turnedAway.value((int) slot)
                : 0;
    }
}

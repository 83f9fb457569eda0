package dev.tidegate.forecaster.interval;

import java.util.Arrays;

/**
 * A distribution stored as its quantiles at the {@link Knots}, which never fall and are never below zero. Interpolated
 * linearly in probability; beyond the outer knots it has an exponential tail. Immutable.
 */
public final class QuantileCurve {
    private final double[] values;

    private QuantileCurve(double[] values) {
        this.values = values;
    }

    /**
     * Repairs crossings by sorting, which never raises the quantile loss (Chernozhukov, Fernández-Val, Galichon 2010),
     * and raises negative values to zero.
     */
    public static QuantileCurve rearranged(double[] atKnots) {
        if (atKnots.length != Knots.COUNT) {
            throw new IllegalArgumentException(
                    "a curve takes " + Knots.COUNT + " knots, got " + atKnots.length);
        }
        double[] values = atKnots.clone();
        Arrays.sort(values);
        for (int k = 0; k < values.length; k++) {
            if (!Double.isFinite(values[k])) {
                throw new IllegalArgumentException(
                        "knot " + k + " must be finite, was " + values[k]);
            }
            values[k] = Math.max(0, values[k]);
        }
        return new QuantileCurve(values);
    }

    /** The distribution of {@code factor} times the value, for a factor above zero. */
    public QuantileCurve times(double factor) {
        double[] scaled = new double[values.length];
        for (int k = 0; k < values.length; k++) {
            scaled[k] = Math.min(Double.MAX_VALUE, values[k] * factor);
        }
        return new QuantileCurve(scaled);
    }

    /** The value not exceeded with {@code probability}, which lies strictly inside (0, 1). */
    public double at(double probability) {
        if (!(probability > 0 && probability < 1)) {
            throw new IllegalArgumentException(
                    "probability must lie in (0, 1), was " + probability);
        }
        int last = Knots.COUNT - 1;
        if (probability <= Knots.probability(0)) {
            return Math.max(0, tail(0, 1, probability / Knots.probability(0)));
        }
        if (probability >= Knots.probability(last)) {
            return tail(last, last - 1, (1 - probability) / (1 - Knots.probability(last)));
        }
        int upper = 1;
        while (Knots.probability(upper) < probability) {
            upper++;
        }
        double low = Knots.probability(upper - 1);
        double fraction = (probability - low) / (Knots.probability(upper) - low);
        double value = values[upper - 1] + fraction * (values[upper] - values[upper - 1]);
        return Math.min(values[upper], value); // rounding may exceed it
    }

    private double tail(int outer, int inner, double massShare) {
        double outerMass = Math.min(Knots.probability(outer), 1 - Knots.probability(outer));
        double innerMass = Math.min(Knots.probability(inner), 1 - Knots.probability(inner));
        double scale = (values[outer] - values[inner]) / Math.log(innerMass / outerMass);
        return Math.min(Double.MAX_VALUE, values[outer] - scale * Math.log(massShare));
    }
}

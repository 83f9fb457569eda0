package dev.tidegate.forecaster.interval;

/** The probabilities at which quantile curves are stored; curves are interpolated between them. */
public final class Knots {
    private static final double[] PROBABILITIES = {
        0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.975, 0.99, 0.995,
        0.999
    };

    public static final int COUNT = PROBABILITIES.length;

    private Knots() {}

    /** The knot whose probability is nearest. */
    public static int nearest(double probability) {
        int nearest = 0;
        for (int k = 1; k < COUNT; k++) {
            if (Math.abs(PROBABILITIES[k] - probability)
                    < Math.abs(PROBABILITIES[nearest] - probability)) {
                nearest = k;
            }
        }
        return nearest;
    }

    public static double probability(int knot) {
        return PROBABILITIES[knot];
    }
}

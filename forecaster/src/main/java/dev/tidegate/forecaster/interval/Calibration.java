package dev.tidegate.forecaster.interval;

/**
 * Calibration at one horizon: quantiles of past errors, in units of the spread expected at their time, at levels that
 * drift until each has its nominal coverage (adaptive conformal inference: Gibbs, Candès 2021). The coverage is valid in
 * the long run however the series drifts. While errors are few their distribution is assumed symmetric (a symmetric
 * distribution is estimated by reflecting the sample: Schuster 1975), since the signs of a handful of errors say little
 * about the next. Not thread-safe.
 */
public final class Calibration {
    private static final double RATE = 0.002; // how far one error may move a level
    // Share of the distance to 0 or 1 that a level may drift.
    private static final double MAX_DRIFT = 0.6;
    private static final double COVERAGE_MEMORY = 0.005;
    // Independent errors at which symmetry still weighs a quarter.
    private static final double SYMMETRY_ERRORS = 30;

    private final ErrorWindow window;
    private final double overlap;
    private final double[] levels = new double[Knots.COUNT];
    private final double[] coverage = new double[Knots.COUNT];

    /**
     * @param capacity errors that are kept
     * @param overlap forecasts pending at once: their errors share slots and count as one
     */
    public Calibration(int capacity, double overlap) {
        window = new ErrorWindow(capacity);
        this.overlap = Math.max(1, overlap);
        for (int k = 0; k < Knots.COUNT; k++) {
            levels[k] = Knots.probability(k);
            coverage[k] = Knots.probability(k);
        }
    }

    /**
     * Adds an error that was not known when its forecast was made.
     *
     * @return its rank among the errors of the window, in (0, 1)
     */
    public double add(double error) {
        int below = window.countBelow(error);
        double rank = (below + 0.5) / (window.size() + 1);
        if (window.size() > 0) {
            for (int k = 0; k < Knots.COUNT; k++) {
                double target = Knots.probability(k);
                double under = window.isUnder(error, below, levels[k]) ? 1 : 0;
                double lowest = target - MAX_DRIFT * target;
                double highest = target + MAX_DRIFT * (1 - target);
                double adjusted = levels[k] + RATE * (target - under);
                levels[k] = Math.max(lowest, Math.min(highest, adjusted));
                coverage[k] += COVERAGE_MEMORY * (under - coverage[k]);
            }
        }
        window.add(error, below);
        return rank;
    }

    public int size() {
        return window.size();
    }

    /** The calibrated errors at the knots. */
    public double[] quantiles() {
        double symmetric = SYMMETRY_ERRORS / (SYMMETRY_ERRORS + window.size() / overlap);
        double[] quantiles = new double[Knots.COUNT];
        for (int k = 0; k < Knots.COUNT; k++) {
            double own = window.quantile(levels[k]);
            double mirrored = -window.quantile(1 - levels[k]);
            quantiles[k] = own + symmetric * symmetric * (mirrored - own) / 2;
        }
        return quantiles;
    }

    /** Share of the recent errors that stayed under the quantile at {@code knot}. */
    public double coverage(int knot) {
        return coverage[knot];
    }
}

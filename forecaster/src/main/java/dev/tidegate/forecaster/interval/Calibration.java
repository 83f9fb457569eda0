package dev.tidegate.forecaster.interval;

/**
 * One horizon's calibration: quantiles of past errors, in units of the noise expected at their time, taken at
 * levels that drift until each holds what it says (adaptive conformal inference: Gibbs, Candès 2021). Valid in
 * the long run however the series drifts. While there are few errors they are taken to stray as far up as down (a symmetric
 * law is estimated by reflecting the sample: Schuster 1975): which way a handful of them went says little of the next.
 * Not thread-safe.
 */
public final class Calibration {
    private static final double PACE = 0.002; // how far one error may move a level
    private static final double FARTHEST =
            0.6; // share of the way to certainty that a level may drift
    private static final double COVERAGE_MEMORY = 0.005;
    private static final double FEW = 30; // errors of their own that leave a quarter to symmetry

    private final ErrorWindow window;
    private final double overlap;
    private final double[] levels = new double[Knots.COUNT];
    private final double[] coverage = new double[Knots.COUNT];

    /**
     * @param capacity errors that are kept
     * @param overlap forecasts under way at once: their errors hold slots in common and count as one
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
     * Takes in an error that was not known when its forecast was made.
     *
     * @return where it lies among those of the window, in (0, 1)
     */
    public double add(double error) {
        int below = window.below(error);
        double rank = (below + 0.5) / (window.size() + 1);
        if (window.size() > 0) {
            for (int k = 0; k < Knots.COUNT; k++) {
                double wanted = Knots.probability(k);
                double under = window.isUnder(error, below, levels[k]) ? 1 : 0;
                double least = wanted - FARTHEST * wanted;
                double most = wanted + FARTHEST * (1 - wanted);
                double moved = levels[k] + PACE * (wanted - under);
                levels[k] = Math.max(least, Math.min(most, moved));
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
        double few = FEW / (FEW + window.size() / overlap);
        double[] quantiles = new double[Knots.COUNT];
        for (int k = 0; k < Knots.COUNT; k++) {
            double found = window.quantile(levels[k]);
            double mirrored = -window.quantile(1 - levels[k]);
            quantiles[k] = found + few * few * (mirrored - found) / 2;
        }
        return quantiles;
    }

    /** Share of the recent errors that stayed under the quantile at {@code knot}. */
    public double coverage(int knot) {
        return coverage[knot];
    }
}

package dev.tidegate.forecaster;

import dev.tidegate.forecaster.interval.QuantileCurve;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * A probabilistic forecast: for each slot ahead a distribution, and how the slots vary together. Quantiles never cross
 * and are never below zero. Immutable and thread-safe.
 */
public final class Forecast {
    private final Instant origin;
    private final Duration step;
    private final List<QuantileCurve> curves;
    private final JointPaths paths;
    private final Provenance provenance;

    /**
     * @param rankPaths past actuals as ranks among their own forecasts' quantiles, a fresh array on each call:
     *     [path][ahead - 1] is a probability
     */
    Forecast(
            Instant origin,
            Duration step,
            List<QuantileCurve> curves,
            Supplier<double[][]> rankPaths,
            Provenance provenance) {
        this.origin = origin;
        this.step = step;
        this.curves = List.copyOf(curves);
        paths = new JointPaths(this.curves, rankPaths);
        this.provenance = provenance;
    }

    /** End of the last observed slot, which is the start of the first slot ahead. */
    public Instant origin() {
        return origin;
    }

    public Duration step() {
        return step;
    }

    /** Number of slots ahead that are forecast. */
    public int steps() {
        return curves.size();
    }

    /** Start of the slot {@code ahead} of the origin; the first slot ahead is 1. */
    public Instant timeAt(int ahead) {
        return origin.plus(step.multipliedBy(check(ahead) - 1L));
    }

    /** The value that the slot {@code ahead} does not exceed with {@code probability}, in (0, 1). */
    public double quantile(int ahead, double probability) {
        return curves.get(check(ahead) - 1).at(probability);
    }

    /**
     * The value that the maximum over the slots {@code fromAhead} to {@code toAhead}, both included, does not exceed
     * with {@code probability}. Never less than the quantile of any one of them. The first call computes the joint
     * paths, later ones take microseconds.
     */
    public double maximumQuantile(int fromAhead, int toAhead, double probability) {
        if (check(fromAhead) > check(toAhead)) {
            throw new IllegalArgumentException("from " + fromAhead + " lies after to " + toAhead);
        }
        double bound = 0;
        for (int ahead = fromAhead; ahead <= toAhead; ahead++) {
            bound = Math.max(bound, quantile(ahead, probability));
        }
        return fromAhead == toAhead
                ? bound
                : Math.max(bound, paths.maximumQuantile(fromAhead, toAhead, probability));
    }

    public Provenance provenance() {
        return provenance;
    }

    private int check(int ahead) {
        if (ahead < 1 || ahead > curves.size()) {
            throw new IllegalArgumentException(
                    "ahead must lie in 1 to " + curves.size() + ", was " + ahead);
        }
        return ahead;
    }
}

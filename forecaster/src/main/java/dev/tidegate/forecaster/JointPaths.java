package dev.tidegate.forecaster;

import dev.tidegate.forecaster.interval.QuantileCurve;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Equally likely joint paths of the slots ahead: past ranks mapped through the current quantile curves (Schaake shuffle;
 * Clark, Gangopadhyay, Hay, Rajagopalan, Wilby 2004). Computed on first use. Thread-safe.
 */
final class JointPaths {
    private final List<QuantileCurve> curves;
    private final Supplier<double[][]> ranks;
    private volatile double @Nullable [][]
            values; // shaped as the ranks; computing them twice does no harm

    JointPaths(List<QuantileCurve> curves, Supplier<double[][]> ranks) {
        this.curves = curves;
        this.ranks = ranks;
    }

    /** The value that the maximum of these slots does not exceed with {@code probability}; 0 while no path is known. */
    double maximumQuantile(int fromAhead, int toAhead, double probability) {
        double[][] paths = paths();
        if (paths.length == 0) {
            return 0;
        }
        double[] maxima = new double[paths.length];
        for (int p = 0; p < maxima.length; p++) {
            double maximum = paths[p][fromAhead - 1];
            for (int h = fromAhead; h < toAhead; h++) {
                maximum = Math.max(maximum, paths[p][h]);
            }
            maxima[p] = maximum;
        }
        Arrays.sort(maxima);
        int rank = (int) Math.ceil(probability * (maxima.length + 1)) - 1;
        return maxima[Math.max(0, Math.min(maxima.length - 1, rank))];
    }

    private double[][] paths() {
        double[][] known = values;
        if (known == null) {
            known = ranks.get();
            for (double[] path : known) {
                for (int h = 0; h < path.length; h++) {
                    path[h] = curves.get(h).at(path[h]);
                }
            }
            values = known;
        }
        return known;
    }
}

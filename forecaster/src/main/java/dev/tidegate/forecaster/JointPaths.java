package dev.tidegate.forecaster;

import dev.tidegate.forecaster.interval.QuantileCurve;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ways that the slots ahead may go together, equally likely: past ranks put through today's curves (Schaake
 * shuffle; Clark, Gangopadhyay, Hay, Rajagopalan, Wilby 2004). Laid out when first asked for. Thread-safe.
 */
final class JointPaths {
    private final List<QuantileCurve> curves;
    private final Supplier<double[][]> ranks;
    private volatile double @Nullable [][] values; // as ranks; laying out twice does no harm

    JointPaths(List<QuantileCurve> curves, Supplier<double[][]> ranks) {
        this.curves = curves;
        this.ranks = ranks;
    }

    /** What the largest of the slots stays under with {@code probability}; 0 while no path is known. */
    double maximumQuantile(int fromAhead, int toAhead, double probability) {
        double[][] laidOut = laidOut();
        if (laidOut.length == 0) {
            return 0;
        }
        double[] maxima = new double[laidOut.length];
        for (int p = 0; p < maxima.length; p++) {
            double most = laidOut[p][fromAhead - 1];
            for (int h = fromAhead; h < toAhead; h++) {
                most = Math.max(most, laidOut[p][h]);
            }
            maxima[p] = most;
        }
        Arrays.sort(maxima);
        int rank = (int) Math.ceil(probability * (maxima.length + 1)) - 1;
        return maxima[Math.max(0, Math.min(maxima.length - 1, rank))];
    }

    private double[][] laidOut() {
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

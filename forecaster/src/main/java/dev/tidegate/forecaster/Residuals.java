package dev.tidegate.forecaster;

import java.util.Arrays;

/** The latest errors of one horizon, and their quantiles. Not thread-safe. */
final class Residuals {
    private final double[] ring = new double[512];
    private int count;

    void add(double residual) {
        ring[count++ % ring.length] = residual;
    }

    boolean isEmpty() {
        return count == 0;
    }

    double[] sorted() {
        double[] sorted = Arrays.copyOf(ring, Math.min(count, ring.length));
        Arrays.sort(sorted);
        return sorted;
    }

    /** Split-conformal quantile: the rank is taken among one more than was seen. */
    static double quantile(double[] sorted, double probability) {
        double place = probability * (sorted.length + 1) - 1;
        int low = (int) Math.floor(place);
        if (low < 0) {
            return sorted[0];
        }
        if (low >= sorted.length - 1) {
            return sorted[sorted.length - 1];
        }
        return sorted[low] + (place - low) * (sorted[low + 1] - sorted[low]);
    }
}

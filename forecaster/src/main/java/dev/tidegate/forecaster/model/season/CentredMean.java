package dev.tidegate.forecaster.model.season;

import dev.tidegate.forecaster.series.Series;

/**
 * Centred moving average over one season; with an even season its two ends weigh half. Over gaps it is the mean of the
 * known values, if they are most of the season.
 */
final class CentredMean {
    private final double[] sums; // of the known values before slot i
    private final int[] counts;
    private final int half;
    private final boolean even;

    CentredMean(Series history, int period) {
        sums = new double[history.size() + 1];
        counts = new int[history.size() + 1];
        for (int i = 0; i < history.size(); i++) {
            boolean known = history.isKnown(i);
            sums[i + 1] = sums[i] + (known ? history.value(i) : 0);
            counts[i + 1] = counts[i] + (known ? 1 : 0);
        }
        half = period / 2;
        even = period % 2 == 0;
    }

    boolean isKnown(int slot) {
        int from = slot - half;
        int to = slot + half + 1;
        return from >= 0 && to < sums.length && 2 * (counts[to] - counts[from]) > to - from;
    }

    double at(int slot) {
        int from = slot - half;
        int to = slot + half + 1;
        double sum = sums[to] - sums[from];
        double count = counts[to] - counts[from];
        if (even) {
            sum -= (sums[from + 1] - sums[from] + sums[to] - sums[to - 1]) / 2;
            count -= (counts[from + 1] - counts[from] + counts[to] - counts[to - 1]) / 2.0;
        }
        return sum / count;
    }
}

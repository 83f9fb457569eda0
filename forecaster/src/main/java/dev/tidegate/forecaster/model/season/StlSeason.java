package dev.tidegate.forecaster.model.season;

import java.util.Arrays;

/** The inner and outer loop of STL for one season; see {@link Stl}. Names as in the paper's section 2. */
final class StlSeason {
    private static final int INNER_LOOPS = 2;
    private static final int OUTER_LOOPS = 1;
    // Median absolute remainders at which the weight becomes zero.
    private static final double CUTOFF = 6;

    private final int period;
    private final int seasonalSpan;
    private final int trendSpan;

    StlSeason(int period, int seasonalSpan) {
        this.period = period;
        this.seasonalSpan = seasonalSpan;
        trendSpan = odd(1.5 * period / (1 - 1.5 / seasonalSpan));
    }

    /** Fills {@code seasonal} from {@code values}; slots of weight 0 are gaps. */
    void extract(double[] values, double[] weights, double[] seasonal) {
        int size = values.length;
        double[] trend = new double[size];
        double[] robust = weights.clone();
        double[] work = new double[size];
        Loess seasonalLoess = new Loess(seasonalSpan, false);
        Loess trendLoess = new Loess(trendSpan, true);
        for (int outer = 0; outer <= OUTER_LOOPS; outer++) {
            for (int inner = 0; inner < INNER_LOOPS; inner++) {
                for (int i = 0; i < size; i++) {
                    work[i] = values[i] - trend[i];
                }
                for (int s = 0; s < period; s++) {
                    int count = (size - s + period - 1) / period;
                    seasonalLoess.smooth(work, robust, s, period, count, 1, seasonal);
                }
                double[] low = lowPass(seasonal);
                for (int i = 0; i < size; i++) {
                    seasonal[i] -= low[i];
                    work[i] = values[i] - seasonal[i];
                }
                int jump = Math.max(1, trendSpan / 10);
                trendLoess.smooth(work, robust, 0, 1, size, jump, trend);
            }
            if (outer < OUTER_LOOPS) {
                for (int i = 0; i < size; i++) {
                    work[i] = Math.abs(values[i] - seasonal[i] - trend[i]);
                }
                computeRobustness(work, weights, robust);
            }
        }
    }

    /** Moving averages over one season, one season again, and three slots; windows are shifted inwards at the ends. */
    private double[] lowPass(double[] seasonal) {
        return mean(mean(mean(seasonal, period), period), 3);
    }

    private static double[] mean(double[] values, int span) {
        int size = values.length;
        double[] sums = new double[size + 1];
        for (int i = 0; i < size; i++) {
            sums[i + 1] = sums[i] + values[i];
        }
        double[] means = new double[size];
        int width = Math.min(span, size);
        for (int i = 0; i < size; i++) {
            int from = Math.max(0, Math.min(size - width, i - width / 2));
            means[i] = (sums[from + width] - sums[from]) / width;
        }
        return means;
    }

    /** Bisquare weights by the absolute remainder. */
    private static void computeRobustness(double[] remainders, double[] weights, double[] robust) {
        double[] sorted = remainders.clone();
        Arrays.sort(sorted);
        double cutoff = CUTOFF * sorted[sorted.length / 2];
        for (int i = 0; i < robust.length; i++) {
            double ratio = cutoff > 0 ? remainders[i] / cutoff : 0;
            double square = Math.max(0, 1 - ratio * ratio);
            robust[i] = weights[i] * square * square;
        }
    }

    private static int odd(double span) {
        int up = (int) Math.ceil(span);
        return up % 2 == 0 ? up + 1 : up;
    }
}

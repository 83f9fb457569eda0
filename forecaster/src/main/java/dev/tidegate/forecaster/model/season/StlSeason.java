package dev.tidegate.forecaster.model.season;

import java.util.Arrays;

/** The inner and outer loop of STL for one season; see {@link Stl}. Names as in the paper's section 2. */
final class StlSeason {
    private static final int INNER = 2;
    private static final int OUTER = 1;
    private static final double CUT = 6; // median absolute remainders, at which a weight is zero

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
        for (int outer = 0; outer <= OUTER; outer++) {
            for (int inner = 0; inner < INNER; inner++) {
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
            if (outer < OUTER) {
                for (int i = 0; i < size; i++) {
                    work[i] = Math.abs(values[i] - seasonal[i] - trend[i]);
                }
                reweigh(work, weights, robust);
            }
        }
    }

    /** Means of one season, of one season, and of three slots, at the edges of what there is. */
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

    /** Bisquare weights by the size of the remainder. */
    private static void reweigh(double[] remainders, double[] weights, double[] robust) {
        double[] sorted = remainders.clone();
        Arrays.sort(sorted);
        double cut = CUT * sorted[sorted.length / 2];
        for (int i = 0; i < robust.length; i++) {
            double part = cut > 0 ? remainders[i] / cut : 0;
            double square = Math.max(0, 1 - part * part);
            robust[i] = weights[i] * square * square;
        }
    }

    private static int odd(double span) {
        int up = (int) Math.ceil(span);
        return up % 2 == 0 ? up + 1 : up;
    }
}

package dev.tidegate.forecaster.model.regression;

/**
 * The test of Kwiatkowski, Phillips, Schmidt, Shin (1992) for stationarity around a level, with Bartlett weights over a
 * bandwidth that grows with the square root of the length.
 */
final class Kpss {
    private static final double CRITICAL = 0.463; // at 5 %, their table 1

    private Kpss() {}

    /** Number of differences that make the series stationary, at most {@code max}. */
    static int differences(double[] values, int max) {
        double[] differenced = values;
        for (int d = 0; d < max; d++) {
            if (statistic(differenced) <= CRITICAL) {
                return d;
            }
            differenced = difference(differenced);
        }
        return max;
    }

    static double[] difference(double[] values) {
        double[] differences = new double[values.length - 1];
        for (int i = 0; i < differences.length; i++) {
            differences[i] = values[i + 1] - values[i];
        }
        return differences;
    }

    /** The test statistic; 0 for a constant. */
    static double statistic(double[] values) {
        int n = values.length;
        double mean = 0;
        for (double value : values) {
            mean += value / n;
        }
        double[] centred = new double[n];
        double partial = 0;
        double squares = 0;
        for (int i = 0; i < n; i++) {
            centred[i] = values[i] - mean;
            partial += centred[i];
            squares += partial * partial;
        }
        int lags = (int) (3 * Math.sqrt(n) / 13);
        double variance = 0;
        for (int lag = 0; lag <= lags; lag++) {
            double sum = Levinson.product(centred, lag, centred, 0, n - lag);
            variance += (lag == 0 ? 1 : 2 * (1 - lag / (lags + 1.0))) * sum / n;
        }
        return variance > 0 ? squares / n / n / variance : 0;
    }
}

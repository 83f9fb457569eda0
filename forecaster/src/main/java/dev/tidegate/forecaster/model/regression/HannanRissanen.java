package dev.tidegate.forecaster.model.regression;

import java.util.Arrays;

/** Estimates ARMA models of all small orders and selects one of them; see {@link Arima}. */
final class HannanRissanen {
    private static final double OUTLIER = 6; // root mean squares
    private static final int MIN_ROWS = 30;
    private static final double RIDGE = 1e-6;

    private HannanRissanen() {}

    static Arma fit(double[] series, int maxLags) {
        double deviation = deviation(series);
        Arma best = new Arma(new double[0], new double[0], deviation);
        int longOrder = Math.min(4 * maxLags + 4, series.length / 4);
        int rows = series.length - longOrder - maxLags;
        if (deviation == 0 || rows < MIN_ROWS) {
            return best;
        }
        double[] x = new double[series.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(-OUTLIER, Math.min(OUTLIER, series[i] / deviation));
        }
        double[] errors = errors(x, longOrder);
        double[][] gram = gram(x, errors, longOrder + maxLags, maxLags);
        double bestCriterion = Double.POSITIVE_INFINITY;
        for (int p = 0; p <= maxLags; p++) {
            for (int q = 0; q <= maxLags; q++) {
                Arma candidate = solve(gram, maxLags, p, q, rows);
                double k = p + q + 1;
                double variance = candidate.deviation * candidate.deviation;
                double criterion = rows * Math.log(variance) + 2 * k * rows / (rows - k - 1);
                if (criterion < bestCriterion && candidate.isSound()) {
                    bestCriterion = criterion;
                    best = new Arma(candidate.ar, candidate.ma, deviation * candidate.deviation);
                }
            }
        }
        return best;
    }

    /**
     * Upper triangle of the sums of products of the lags of the series, the lags of the errors, and the target, in this
     * order, over the targets from {@code first} on. The sums for two lags follow from those for both lags less one,
     * except at the ends.
     */
    private static double[][] gram(double[] x, double[] errors, int first, int maxLags) {
        int width = 2 * maxLags + 1;
        int count = x.length - first;
        double[][] gram = new double[width][width];
        for (int lag = 0; lag <= maxLags; lag++) { // the first entry of each diagonal
            double withTarget = Levinson.product(x, first, x, first - lag, count);
            gram[lag == 0 ? width - 1 : lag - 1][width - 1] = withTarget;
        }
        for (int lag = 1; lag <= maxLags; lag++) {
            int e = maxLags + lag - 1;
            gram[e][width - 1] = Levinson.product(x, first, errors, first - lag, count);
            gram[0][lag - 1] = Levinson.product(x, first - 1, x, first - lag, count);
            gram[0][e] = Levinson.product(x, first - 1, errors, first - lag, count);
            gram[lag - 1][maxLags] = Levinson.product(x, first - lag, errors, first - 1, count);
            gram[maxLags][e] = Levinson.product(errors, first - 1, errors, first - lag, count);
        }
        for (int i = 1; i < maxLags; i++) {
            for (int j = 1; j < maxLags; j++) {
                if (j >= i) {
                    gram[i][j] = gram[i - 1][j - 1] + endCorrection(x, i, x, j, first);
                    gram[maxLags + i][maxLags + j] =
                            gram[maxLags + i - 1][maxLags + j - 1]
                                    + endCorrection(errors, i, errors, j, first);
                }
                gram[i][maxLags + j] =
                        gram[i - 1][maxLags + j - 1] + endCorrection(x, i, errors, j, first);
            }
        }
        return gram;
    }

    /**
     * Correction from the product of lags {@code i} and {@code j} to that of {@code i + 1} and {@code j + 1}: one term
     * is gained at the start and one lost at the end.
     */
    private static double endCorrection(double[] a, int i, double[] b, int j, int first) {
        return a[first - 1 - i] * b[first - 1 - j] - a[a.length - 1 - i] * b[b.length - 1 - j];
    }

    private static double deviation(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value / values.length;
        }
        return Math.sqrt(squares);
    }

    /** Residuals of a long autoregression. */
    private static double[] errors(double[] x, int order) {
        double[] phi = Levinson.autoregression(Levinson.autocovariances(x, order), order);
        double[] errors = x.clone();
        Arrays.fill(errors, 0, order, 0);
        for (int lag = 1; lag <= order; lag++) {
            double factor = phi[lag - 1];
            // Iterations are independent, so this loop vectorizes.
            for (int t = order; t < x.length; t++) {
                errors[t] -= factor * x[t - lag];
            }
        }
        return errors;
    }

    private static Arma solve(double[][] gram, int maxLags, int p, int q, int rows) {
        int n = p + q;
        int target = 2 * maxLags;
        int[] chosen = new int[n];
        for (int i = 0; i < n; i++) {
            chosen[i] = i < p ? i : maxLags + i - p;
        }
        double[][] factor = new double[n][n];
        double[] forward = new double[n];
        double squares = gram[target][target];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = gram[chosen[j]][chosen[i]];
                sum += i == j ? RIDGE * sum : 0;
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                factor[i][j] = i == j ? Math.sqrt(Math.max(sum, RIDGE)) : sum / factor[j][j];
            }
            double sum = gram[chosen[i]][target];
            for (int k = 0; k < i; k++) {
                sum -= factor[i][k] * forward[k];
            }
            forward[i] = sum / factor[i][i];
            squares -= forward[i] * forward[i];
        }
        double[] solution = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double sum = forward[i];
            for (int j = i + 1; j < n; j++) {
                sum -= factor[j][i] * solution[j];
            }
            solution[i] = sum / factor[i][i];
        }
        double[] ar = Arrays.copyOf(solution, p);
        double[] ma = Arrays.copyOfRange(solution, p, n);
        return new Arma(ar, ma, Math.sqrt(Math.max(squares / rows, Double.MIN_NORMAL)));
    }
}

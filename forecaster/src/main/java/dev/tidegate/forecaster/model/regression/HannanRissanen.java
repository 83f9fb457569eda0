package dev.tidegate.forecaster.model.regression;

/** Coefficients of ARMA models of all small orders at once, and the choice among them; see {@link Arima}. */
final class HannanRissanen {
    private static final double OUTLIER = 6; // root mean squares
    private static final int LEAST_ROWS = 30;
    private static final double RIDGE = 1e-6;

    private HannanRissanen() {}

    static Arma fit(double[] series, int most) {
        double deviation = deviation(series);
        Arma best = new Arma(new double[0], new double[0], deviation);
        int longOrder = Math.min(4 * most + 4, series.length / 4);
        int rows = series.length - longOrder - most;
        if (deviation == 0 || rows < LEAST_ROWS) {
            return best;
        }
        double[] x = new double[series.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = Math.max(-OUTLIER, Math.min(OUTLIER, series[i] / deviation));
        }
        double[] errors = errors(x, longOrder);
        int width = 2 * most + 1; // lags of the series, lags of the errors, the target
        double[][] gram = new double[width][width];
        double[] row = new double[width];
        for (int t = longOrder + most; t < x.length; t++) {
            for (int lag = 1; lag <= most; lag++) {
                row[lag - 1] = x[t - lag];
                row[most + lag - 1] = errors[t - lag];
            }
            row[width - 1] = x[t];
            for (int i = 0; i < width; i++) {
                for (int j = i; j < width; j++) {
                    gram[i][j] += row[i] * row[j];
                }
            }
        }
        double least = Double.POSITIVE_INFINITY;
        for (int p = 0; p <= most; p++) {
            for (int q = 0; q <= most; q++) {
                Arma candidate = solve(gram, most, p, q, rows);
                double k = p + q + 1;
                double variance = candidate.deviation * candidate.deviation;
                double criterion = rows * Math.log(variance) + 2 * k * rows / (rows - k - 1);
                if (criterion < least && candidate.isSound()) {
                    least = criterion;
                    best = new Arma(candidate.ar, candidate.ma, deviation * candidate.deviation);
                }
            }
        }
        return best;
    }

    private static double deviation(double[] values) {
        double squares = 0;
        for (double value : values) {
            squares += value * value / values.length;
        }
        return Math.sqrt(squares);
    }

    /** What a long autoregression leaves. */
    private static double[] errors(double[] x, int order) {
        double[] phi = Levinson.autoregression(Levinson.autocovariances(x, order), order);
        double[] errors = new double[x.length];
        for (int t = order; t < x.length; t++) {
            double foreseen = 0;
            for (int lag = 1; lag <= order; lag++) {
                foreseen += phi[lag - 1] * x[t - lag];
            }
            errors[t] = x[t] - foreseen;
        }
        return errors;
    }

    private static Arma solve(double[][] gram, int most, int p, int q, int rows) {
        int n = p + q;
        int target = 2 * most;
        int[] chosen = new int[n];
        for (int i = 0; i < n; i++) {
            chosen[i] = i < p ? i : most + i - p;
        }
        double[][] factor = new double[n][n];
        double[] half = new double[n];
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
                sum -= factor[i][k] * half[k];
            }
            half[i] = sum / factor[i][i];
            squares -= half[i] * half[i];
        }
        double[] solution = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double sum = half[i];
            for (int j = i + 1; j < n; j++) {
                sum -= factor[j][i] * solution[j];
            }
            solution[i] = sum / factor[i][i];
        }
        double[] ar = java.util.Arrays.copyOf(solution, p);
        double[] ma = java.util.Arrays.copyOfRange(solution, p, n);
        return new Arma(ar, ma, Math.sqrt(Math.max(squares / rows, Double.MIN_NORMAL)));
    }
}

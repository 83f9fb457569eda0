package dev.tidegate.forecaster.model.regression;

/** The Levinson–Durbin recursion for autoregressions (Durbin 1960; Brockwell, Davis 1991, section 5.2). */
final class Levinson {
    private Levinson() {}

    /** Autocovariances of {@code values}, whose mean is zero, at lags 0 to {@code maxLag}. */
    static double[] autocovariances(double[] values, int maxLag) {
        double[] sums = new double[maxLag + 1];
        for (int lag = 0; lag <= maxLag; lag++) {
            sums[lag] = product(values, lag, values, 0, values.length - lag) / values.length;
        }
        return sums;
    }

    /**
     * Dot product of {@code count} values of each array. Uses four partial sums, since each addition waits for the
     * previous one to the same sum.
     */
    static double product(double[] a, int fromA, double[] b, int fromB, int count) {
        double s0 = 0;
        double s1 = 0;
        double s2 = 0;
        double s3 = 0;
        int i = 0;
        for (; i < count - 3; i += 4) {
            s0 += a[fromA + i] * b[fromB + i];
            s1 += a[fromA + i + 1] * b[fromB + i + 1];
            s2 += a[fromA + i + 2] * b[fromB + i + 2];
            s3 += a[fromA + i + 3] * b[fromB + i + 3];
        }
        for (; i < count; i++) {
            s0 += a[fromA + i] * b[fromB + i];
        }
        return (s0 + s1) + (s2 + s3);
    }

    /** Coefficients of the autoregression of {@code order} with these autocovariances. */
    static double[] autoregression(double[] covariance, int order) {
        double[] phi = new double[order];
        double[] previous = new double[order];
        double variance = covariance[0];
        for (int k = 0; k < order && variance > 1e-12 * covariance[0]; k++) {
            double sum = covariance[k + 1];
            for (int j = 0; j < k; j++) {
                sum -= phi[j] * covariance[k - j];
            }
            double reflection = sum / variance;
            System.arraycopy(phi, 0, previous, 0, k);
            for (int j = 0; j < k; j++) {
                phi[j] = previous[j] - reflection * previous[k - 1 - j];
            }
            phi[k] = reflection;
            variance *= 1 - reflection * reflection;
        }
        return phi;
    }

    /** Whether x[t] = phi[0] x[t-1] + phi[1] x[t-2] + … is stationary: all reflection coefficients lie inside (-1, 1). */
    static boolean isStationary(double[] phi) {
        double[] coefficients = phi.clone();
        for (int k = coefficients.length - 1; k >= 0; k--) {
            double reflection = coefficients[k];
            if (!(Math.abs(reflection) < MAX_REFLECTION)) {
                return false;
            }
            double[] lower = new double[k];
            for (int j = 0; j < k; j++) {
                lower[j] =
                        (coefficients[j] + reflection * coefficients[k - 1 - j])
                                / (1 - reflection * reflection);
            }
            coefficients = lower;
        }
        return true;
    }

    private static final double MAX_REFLECTION = 0.999;
}

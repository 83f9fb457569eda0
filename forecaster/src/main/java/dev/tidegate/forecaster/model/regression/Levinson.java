package dev.tidegate.forecaster.model.regression;

/** Autoregressions and their autocovariances (Durbin 1960; Brockwell, Davis 1991, section 5.2). */
final class Levinson {
    private Levinson() {}

    /** Autocovariances of {@code values}, whose mean is zero, at lags 0 to {@code most}. */
    static double[] autocovariances(double[] values, int most) {
        double[] sums = new double[most + 1];
        for (int lag = 0; lag <= most; lag++) {
            double sum = 0;
            for (int i = lag; i < values.length; i++) {
                sum += values[i] * values[i - lag];
            }
            sums[lag] = sum / values.length;
        }
        return sums;
    }

    /** Coefficients of the autoregression of {@code order} with these autocovariances. */
    static double[] autoregression(double[] covariance, int order) {
        double[] phi = new double[order];
        double[] before = new double[order];
        double variance = covariance[0];
        for (int k = 0; k < order && variance > 1e-12 * covariance[0]; k++) {
            double sum = covariance[k + 1];
            for (int j = 0; j < k; j++) {
                sum -= phi[j] * covariance[k - j];
            }
            double reflection = sum / variance;
            System.arraycopy(phi, 0, before, 0, k);
            for (int j = 0; j < k; j++) {
                phi[j] = before[j] - reflection * before[k - 1 - j];
            }
            phi[k] = reflection;
            variance *= 1 - reflection * reflection;
        }
        return phi;
    }

    /** Whether x[t] = phi[0] x[t-1] + phi[1] x[t-2] + … dies away: all reflections lie inside one. */
    static boolean isStationary(double[] phi) {
        double[] left = phi.clone();
        for (int k = left.length - 1; k >= 0; k--) {
            double reflection = left[k];
            if (!(Math.abs(reflection) < LARGEST_REFLECTION)) {
                return false;
            }
            double[] lower = new double[k];
            for (int j = 0; j < k; j++) {
                lower[j] = (left[j] + reflection * left[k - 1 - j]) / (1 - reflection * reflection);
            }
            left = lower;
        }
        return true;
    }

    private static final double LARGEST_REFLECTION = 0.999;
}

package dev.tidegate.forecaster.model;

/**
 * Normal equations of a ridge regression with exponential forgetting, for nested sets of regressors: one
 * Cholesky factor serves them all, since a leading block of it is the factor of the leading block.
 */
final class RidgeEquations {
    private static final double PENALTY = 1e-3; // of each regressor's own sum of squares
    private static final double FLOOR = 1e-4; // of the mean sum of squares
    private static final double OUTLIER = 4; // mean absolute errors
    private static final double ERROR_WEIGHT = 0.01;

    private final int width;
    private final double[][] gram; // upper triangle
    private final double[] moments;
    private final double[][] coefficients; // one set a variant
    private double meanError;

    RidgeEquations(int width) {
        this.width = width;
        gram = new double[width][];
        for (int i = 0; i < width; i++) {
            gram[i] = new double[width - i];
        }
        moments = new double[width];
        coefficients = new double[3][width];
    }

    /** Takes in a row; {@code scale} is one over the noise at its time, {@code kept} what stays of earlier rows. */
    void learn(double[] row, double target, double scale, double kept) {
        double error = Math.abs(target - predict(row, 2, width)) * scale;
        double weight = scale * scale;
        if (meanError > 0 && error > OUTLIER * meanError) {
            weight *= OUTLIER * meanError / error;
        }
        double counted = meanError > 0 ? Math.min(error, 2 * OUTLIER * meanError) : error;
        meanError += (counted - meanError) * (meanError == 0 ? 1 : ERROR_WEIGHT);
        for (int i = 0; i < width; i++) {
            double weighted = weight * row[i];
            double[] line = gram[i];
            for (int j = 0; j < line.length; j++) {
                line[j] = kept * line[j] + weighted * row[i + j];
            }
            moments[i] = kept * moments[i] + weighted * target;
        }
    }

    double predict(double[] row, int variant, int count) {
        double[] chosen = coefficients[variant];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += chosen[i] * row[i];
        }
        return sum;
    }

    void solve() {
        double trace = 0;
        for (double[] line : gram) {
            trace += line[0];
        }
        if (!(trace > 0)) {
            return;
        }
        double[][] factor = factor(FLOOR * trace / width);
        double[] half = new double[width];
        for (int i = 0; i < width; i++) {
            double sum = moments[i];
            for (int j = 0; j < i; j++) {
                sum -= factor[i][j] * half[j];
            }
            half[i] = sum / factor[i][i];
        }
        for (int variant = 0; variant < coefficients.length; variant++) {
            int count = LagRegressors.count(variant);
            double[] solution = coefficients[variant];
            for (int i = count - 1; i >= 0; i--) {
                double sum = half[i];
                for (int j = i + 1; j < count; j++) {
                    sum -= factor[j][i] * solution[j];
                }
                solution[i] = sum / factor[i][i];
            }
        }
    }

    /** Lower Cholesky factor of the penalised equations. */
    private double[][] factor(double floor) {
        double[][] factor = new double[width][];
        for (int i = 0; i < width; i++) {
            factor[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = gram[j][i - j];
                if (i == j) {
                    sum += PENALTY * sum + floor;
                }
                for (int k = 0; k < j; k++) {
                    sum -= factor[i][k] * factor[j][k];
                }
                // Rounding may leave a pivot below what the penalty grants it.
                factor[i][j] = i == j ? Math.sqrt(Math.max(sum, floor)) : sum / factor[j][j];
            }
        }
        return factor;
    }
}

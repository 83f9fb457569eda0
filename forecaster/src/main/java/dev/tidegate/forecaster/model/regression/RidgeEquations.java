package dev.tidegate.forecaster.model.regression;

/**
 * Normal equations of a ridge regression for nested sets of regressors: one
 * Cholesky factor serves them all, since a leading block of it is the factor of the leading block. Not thread-safe.
 */
final class RidgeEquations {
    private static final double PENALTY = 1e-3; // of each regressor's own sum of squares
    private static final double FEW =
            10; // rows that the penalty is worth where nothing is explained
    private static final double FLOOR = 1e-4; // of the mean sum of squares
    private static final double OUTLIER = 4; // mean absolute errors
    private static final double ERROR_WEIGHT = 0.01;

    private final int[] counts; // never written
    private final int width;
    private final double[] gram; // upper triangle, line after line
    private final double[] moments;
    private final float[] coefficients; // one set after the other, each of the full width
    private int rows;
    private double squares; // of the targets
    private double unexplained = 1; // share of them, after the last solution
    private double meanError;

    /** @param counts of leading regressors in each set, rising; not copied */
    RidgeEquations(int... counts) {
        this.counts = counts;
        width = counts[counts.length - 1];
        gram = new double[width * (width + 1) / 2];
        moments = new double[width];
        coefficients = new float[counts.length * width];
    }

    /**
     * Takes in a row.
     *
     * @param scale one over the noise at its time
     * @param importance grows from row to row: earlier rows are forgotten by weighing later ones more
     */
    void learn(double[] row, double target, double scale, double importance) {
        double error = Math.abs(target - predict(row, counts.length - 1)) * scale;
        double weight = importance * scale * scale;
        if (meanError > 0 && error > OUTLIER * meanError) {
            weight *= OUTLIER * meanError / error;
        }
        double counted = meanError > 0 ? Math.min(error, 2 * OUTLIER * meanError) : error;
        meanError += (counted - meanError) * (meanError == 0 ? 1 : ERROR_WEIGHT);
        rows++;
        squares += weight * target * target;
        int line = 0; // such that line + j is the place of column j
        for (int i = 0; i < width; i++) {
            double weighed = weight * row[i];
            for (int j = i; j < width; j++) {
                gram[line + j] += weighed * row[j];
            }
            moments[i] += weighed * target;
            line += width - i - 1;
        }
    }

    double predict(double[] row, int variant) {
        int first = variant * width;
        double even = 0; // two sums, since each addition waits for the last one of its sum
        double odd = 0;
        int count = counts[variant];
        int i = 0;
        for (; i < count - 1; i += 2) {
            even += coefficients[first + i] * row[i];
            odd += coefficients[first + i + 1] * row[i + 1];
        }
        return i < count ? even + odd + coefficients[first + i] * row[i] : even + odd;
    }

    void solve() {
        double trace = 0;
        for (int i = 0, line = 0; i < width; line += width - i++) {
            trace += gram[line];
        }
        if (!(trace > 0)) {
            return;
        }
        double penalty = PENALTY + FEW * unexplained / Math.max(1, rows);
        double[] factor = factor(penalty, FLOOR * trace / width);
        double[] half = new double[width];
        double explained = 0;
        for (int i = 0; i < width; i++) {
            double sum = moments[i];
            for (int j = 0; j < i; j++) {
                sum -= factor[i * width + j] * half[j];
            }
            half[i] = sum * factor[i * width + i];
            explained += half[i] * half[i];
        }
        unexplained = squares > 0 ? Math.max(0, Math.min(1, 1 - explained / squares)) : 1;
        double[] solution = new double[width];
        for (int variant = 0; variant < counts.length; variant++) {
            int count = counts[variant];
            System.arraycopy(half, 0, solution, 0, count);
            for (int i = count - 1; i >= 0; i--) {
                solution[i] *= factor[i * width + i];
                coefficients[variant * width + i] = (float) solution[i];
                for (int j = 0; j < i; j++) {
                    solution[j] -= factor[i * width + j] * solution[i];
                }
            }
        }
    }

    /** Lower Cholesky factor of the penalised equations, with one over each pivot in its place. */
    private double[] factor(double penalty, double floor) {
        double[] factor = new double[width * width];
        for (int i = 0; i < width; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = gram[j * width - j * (j - 1) / 2 + i - j];
                if (i == j) {
                    sum += penalty * sum + floor;
                }
                for (int k = 0; k < j; k++) {
                    sum -= factor[i * width + k] * factor[j * width + k];
                }
                // Rounding may leave a pivot below what the penalty grants it.
                factor[i * width + j] =
                        i == j ? 1 / Math.sqrt(Math.max(sum, floor)) : sum * factor[j * width + j];
            }
        }
        return factor;
    }
}

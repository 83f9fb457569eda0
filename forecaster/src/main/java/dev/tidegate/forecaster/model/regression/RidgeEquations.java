package dev.tidegate.forecaster.model.regression;

/**
 * Normal equations of a ridge regression for nested sets of regressors. One Cholesky factor serves all sets, since its
 * leading blocks are the factors of the leading blocks. Not thread-safe.
 */
final class RidgeEquations {
    private static final double PENALTY = 1e-3; // of each regressor's own sum of squares
    // Weight of the penalty, in rows, where nothing is explained.
    private static final double PRIOR_ROWS = 10;
    private static final double FLOOR = 1e-4; // of the mean sum of squares
    private static final double OUTLIER = 4; // mean absolute errors
    private static final double ERROR_WEIGHT = 0.01;

    private final int[] counts; // never modified
    private final int width;
    private final double[] gram; // upper triangle, row by row
    private final double[] moments;
    private final float[] coefficients; // set by set, each of the full width
    private int rows;
    private double squares; // of the targets
    private double unexplained = 1; // share of them unexplained by the last solution
    private double meanError;

    /** @param counts number of leading regressors in each set, ascending; not copied */
    RidgeEquations(int... counts) {
        this.counts = counts;
        width = counts[counts.length - 1];
        gram = new double[width * (width + 1) / 2];
        moments = new double[width];
        coefficients = new float[counts.length * width];
    }

    /**
     * Adds a row.
     *
     * @param scale one over the noise at its time
     * @param importance grows from row to row: earlier rows fade because later ones weigh more
     */
    void learn(double[] row, double target, double scale, double importance) {
        double error = Math.abs(target - predict(row, counts.length - 1)) * scale;
        double weight = importance * scale * scale;
        if (meanError > 0 && error > OUTLIER * meanError) {
            weight *= OUTLIER * meanError / error;
        }
        double capped = meanError > 0 ? Math.min(error, 2 * OUTLIER * meanError) : error;
        meanError += (capped - meanError) * (meanError == 0 ? 1 : ERROR_WEIGHT);
        rows++;
        squares += weight * target * target;
        int offset = 0; // such that offset + j is the index of column j
        for (int i = 0; i < width; i++) {
            double weighted = weight * row[i];
            for (int j = i; j < width; j++) {
                gram[offset + j] += weighted * row[j];
            }
            moments[i] += weighted * target;
            offset += width - i - 1;
        }
    }

    double predict(double[] row, int variant) {
        int first = variant * width;
        double even = 0; // two sums, since each addition waits for the previous one to the same sum
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
        for (int i = 0, offset = 0; i < width; offset += width - i++) {
            trace += gram[offset];
        }
        if (!(trace > 0)) {
            return;
        }
        double penalty = PENALTY + PRIOR_ROWS * unexplained / Math.max(1, rows);
        double[] factor = factor(penalty, FLOOR * trace / width);
        double[] forward = new double[width];
        double explained = 0;
        for (int i = 0; i < width; i++) {
            double sum = moments[i];
            for (int j = 0; j < i; j++) {
                sum -= factor[i * width + j] * forward[j];
            }
            forward[i] = sum * factor[i * width + i];
            explained += forward[i] * forward[i];
        }
        unexplained = squares > 0 ? Math.max(0, Math.min(1, 1 - explained / squares)) : 1;
        double[] solution = new double[width];
        for (int variant = 0; variant < counts.length; variant++) {
            int count = counts[variant];
            System.arraycopy(forward, 0, solution, 0, count);
            for (int i = count - 1; i >= 0; i--) {
                solution[i] *= factor[i * width + i];
                coefficients[variant * width + i] = (float) solution[i];
                for (int j = 0; j < i; j++) {
                    solution[j] -= factor[i * width + j] * solution[i];
                }
            }
        }
    }

    /** Lower Cholesky factor of the penalised equations, with the reciprocal of each pivot on the diagonal. */
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
                // Rounding may leave a pivot below its lower bound from the penalty.
                factor[i * width + j] =
                        i == j ? 1 / Math.sqrt(Math.max(sum, floor)) : sum * factor[j * width + j];
            }
        }
        return factor;
    }
}

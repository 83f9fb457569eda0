package dev.tidegate.forecaster.model.regression;

import java.util.Arrays;

/**
 * Normal equations of a ridge regression for nested sets of regressors: one
 * Cholesky factor serves them all, since a leading block of it is the factor of the leading block.
 */
final class RidgeEquations {
    private static final double PENALTY = 1e-3; // of each regressor's own sum of squares
    private static final double FEW =
            10; // rows that the penalty is worth where nothing is explained
    private static final double FLOOR = 1e-4; // of the mean sum of squares
    private static final double OUTLIER = 4; // mean absolute errors
    private static final double ERROR_WEIGHT = 0.01;

    private static final int BATCH = 8;

    private final int[] counts;
    private final int width;
    private final double[] gram; // upper triangle, line after line
    private final double[] moments;
    private final double[][] coefficients; // one set a variant
    private final float[] batch; // rows that wait, one regressor after the other
    private final double[] batchTargets = new double[BATCH];
    private final double[] batchWeights = new double[BATCH];
    private int batched;
    private int rows;
    private double squares; // of the targets
    private double unexplained = 1; // share of them, after the last solution
    private double meanError;

    /** @param counts of leading regressors in each set, rising */
    RidgeEquations(int... counts) {
        this.counts = counts;
        width = counts[counts.length - 1];
        gram = new double[width * (width + 1) / 2];
        batch = new float[width * BATCH];
        moments = new double[width];
        coefficients = new double[counts.length][width];
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
        for (int i = 0; i < width; i++) {
            batch[i * BATCH + batched] = (float) row[i];
        }
        batchTargets[batched] = target;
        batchWeights[batched] = weight;
        rows++;
        squares += weight * target * target;
        if (++batched == BATCH) {
            flush();
        }
    }

    /** Adds the rows that wait. Eight at once keep the sums in registers, which is what makes a fit cheap. */
    private void flush() {
        Arrays.fill(batchWeights, batched, BATCH, 0);
        int line = 0;
        for (int i = 0; i < width; i++) {
            int at = i * BATCH;
            double w0 = batchWeights[0] * batch[at];
            double w1 = batchWeights[1] * batch[at + 1];
            double w2 = batchWeights[2] * batch[at + 2];
            double w3 = batchWeights[3] * batch[at + 3];
            double w4 = batchWeights[4] * batch[at + 4];
            double w5 = batchWeights[5] * batch[at + 5];
            double w6 = batchWeights[6] * batch[at + 6];
            double w7 = batchWeights[7] * batch[at + 7];
            for (int j = i; j < width; j++) {
                int other = j * BATCH;
                gram[line++] +=
                        (w0 * batch[other] + w1 * batch[other + 1])
                                + (w2 * batch[other + 2] + w3 * batch[other + 3])
                                + (w4 * batch[other + 4] + w5 * batch[other + 5])
                                + (w6 * batch[other + 6] + w7 * batch[other + 7]);
            }
            moments[i] +=
                    (w0 * batchTargets[0] + w1 * batchTargets[1])
                            + (w2 * batchTargets[2] + w3 * batchTargets[3])
                            + (w4 * batchTargets[4] + w5 * batchTargets[5])
                            + (w6 * batchTargets[6] + w7 * batchTargets[7]);
        }
        batched = 0;
    }

    double predict(double[] row, int variant) {
        double[] chosen = coefficients[variant];
        double sum = 0;
        for (int i = 0; i < counts[variant]; i++) {
            sum += chosen[i] * row[i];
        }
        return sum;
    }

    void solve() {
        flush();
        double trace = 0;
        for (int i = 0, line = 0; i < width; line += width - i++) {
            trace += gram[line];
        }
        if (!(trace > 0)) {
            return;
        }
        double penalty = PENALTY + FEW * unexplained / Math.max(1, rows);
        double[][] factor = factor(penalty, FLOOR * trace / width);
        double[] half = new double[width];
        double explained = 0;
        for (int i = 0; i < width; i++) {
            double sum = moments[i];
            for (int j = 0; j < i; j++) {
                sum -= factor[i][j] * half[j];
            }
            half[i] = sum / factor[i][i];
            explained += half[i] * half[i];
        }
        unexplained = squares > 0 ? Math.max(0, Math.min(1, 1 - explained / squares)) : 1;
        for (int variant = 0; variant < coefficients.length; variant++) {
            int count = counts[variant];
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
    private double[][] factor(double penalty, double floor) {
        double[][] factor = new double[width][];
        for (int i = 0; i < width; i++) {
            factor[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double sum = gram[j * width - j * (j - 1) / 2 + i - j];
                if (i == j) {
                    sum += penalty * sum + floor;
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

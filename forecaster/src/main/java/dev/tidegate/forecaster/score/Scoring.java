package dev.tidegate.forecaster.score;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Scores forecasts against actual values, origin by origin: weighted quantile loss (twice the pinball loss at the {@link
 * #PROBABILITIES} over the sum of the actual values), mean absolute scaled error of the median (Hyndman, Koehler 2006)
 * and coverage of the upper quantiles. Not thread-safe.
 */
public final class Scoring {
    private static final double[] AT = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99};

    /** Probabilities whose quantiles are scored. */
    public static final List<Double> PROBABILITIES = Arrays.stream(AT).boxed().toList();

    private static final int MEDIAN = 4;
    private static final int UPPER_95 = 9;
    private static final int UPPER_99 = 10;

    private final List<Double> losses = new ArrayList<>(); // by origin
    private double actualSum;
    private double scaledError;
    private int scored;
    private int under95;
    private int under99;

    /**
     * Adds one origin and returns its quantile loss, in the series' own unit.
     *
     * @param quantiles one row a slot ahead, one column a probability
     * @param actual actual values of those slots
     * @param scale mean absolute error of the seasonal naive forecast over the history; with zero no scaled error is
     *     defined
     */
    public double add(double[][] quantiles, double[] actual, double scale) {
        double loss = 0;
        for (int h = 0; h < actual.length; h++) {
            for (int q = 0; q < AT.length; q++) {
                double error = actual[h] - Math.max(0, quantiles[h][q]);
                loss += 2 * Math.max(AT[q] * error, (AT[q] - 1) * error) / AT.length;
            }
            actualSum += Math.abs(actual[h]);
            scaledError += Math.abs(actual[h] - quantiles[h][MEDIAN]) / scale;
            under95 += actual[h] <= quantiles[h][UPPER_95] ? 1 : 0;
            under99 += actual[h] <= quantiles[h][UPPER_99] ? 1 : 0;
            scored++;
        }
        losses.add(loss);
        return loss;
    }

    /** The ratio; empty when it is not finite. */
    private static OptionalDouble ratio(double part, double whole) {
        double ratio = part / whole;
        return Double.isFinite(ratio) ? OptionalDouble.of(ratio) : OptionalDouble.empty();
    }

    /** The scores so far; there must be some. */
    public Scores scores() {
        double loss = losses.stream().mapToDouble(Double::doubleValue).sum();
        return new Scores(
                ratio(loss, actualSum),
                ratio(scaledError, scored),
                (double) under95 / scored,
                (double) under99 / scored,
                losses.size());
    }
}

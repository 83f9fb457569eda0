package dev.tidegate.forecaster.backtest;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.SeasonalNaive;
import dev.tidegate.forecaster.score.Scoring;
import dev.tidegate.forecaster.series.Series;
import java.util.Optional;
import org.hipparchus.distribution.continuous.NormalDistribution;

/**
 * The seasonal naive forecast with a normal interval from its own errors: the baseline that every method has to beat.
 *
 * @param period slots in a season
 */
record SeasonalNaiveMethod(int period) implements ForecastMethod {
    private static final NormalDistribution NORMAL = new NormalDistribution();

    @Override
    public String name() {
        return "seasonal naive";
    }

    @Override
    public Optional<double[][]> forecast(Series past, int steps) {
        if (past.size() < period || past.knownSlots() == 0) {
            return Optional.empty();
        }
        FittedModel model = new SeasonalNaive(period).fit(past);
        double deviation = Math.sqrt(meanError(past, 2));
        double[][] rows = new double[steps][Scoring.PROBABILITIES.size()];
        for (int h = 0; h < steps; h++) {
            for (int q = 0; q < rows[h].length; q++) {
                double normal = NORMAL.inverseCumulativeProbability(Scoring.PROBABILITIES.get(q));
                rows[h][q] = Math.max(0, model.forecast(0, h + 1) + deviation * normal);
            }
        }
        return Optional.of(rows);
    }

    /** Mean absolute difference from the value one season before, raised to {@code power}. */
    double meanError(Series past, double power) {
        double sum = 0;
        int count = 0;
        for (int i = period; i < past.size(); i++) {
            if (past.isKnown(i) && past.isKnown(i - period)) {
                sum += Math.pow(Math.abs(past.value(i) - past.value(i - period)), power);
                count++;
            }
        }
        return sum / Math.max(1, count);
    }
}

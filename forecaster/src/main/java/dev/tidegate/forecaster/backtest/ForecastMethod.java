package dev.tidegate.forecaster.backtest;

import dev.tidegate.forecaster.series.Series;
import java.util.Optional;

/** A forecasting method in a back test. */
interface ForecastMethod {
    String name();

    /**
     * Forecasts the slots after {@code past}; keeps nothing from an earlier origin.
     *
     * @return one row a slot ahead, one column for each of {@link dev.tidegate.forecaster.score.Scoring#PROBABILITIES};
     *     empty when the method is not ready at that origin
     */
    Optional<double[][]> forecast(Series past, int steps);
}

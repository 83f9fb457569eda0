package dev.tidegate.forecaster.backtest;

import dev.tidegate.forecaster.series.Series;
import java.util.Optional;

/** One who forecasts in a back test. */
interface ForecastMethod {
    String name();

    /**
     * Foresees the slots after {@code past}, with nothing kept from an earlier origin.
     *
     * @return one row a slot ahead, one column for each of {@link
     *     dev.tidegate.forecaster.score.Scoring#PROBABILITIES}; empty when it is not ready at that origin
     */
    Optional<double[][]> foresee(Series past, int steps);
}

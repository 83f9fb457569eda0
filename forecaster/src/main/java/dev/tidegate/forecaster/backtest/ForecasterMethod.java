package dev.tidegate.forecaster.backtest;

import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.ForecastOutcome.Forecasted;
import dev.tidegate.forecaster.Forecaster;
import dev.tidegate.forecaster.score.Scoring;
import dev.tidegate.forecaster.series.Series;
import java.util.Optional;
import java.util.function.Supplier;

/** A fresh forecaster at each origin: the whole ensemble, or one model with the same calibration. */
record ForecasterMethod(String name, Supplier<Forecaster> fresh) implements ForecastMethod {

    @Override
    public Optional<double[][]> forecast(Series past, int steps) {
        Forecaster forecaster = fresh.get();
        forecaster.observe(past);
        return forecaster.forecast(steps) instanceof Forecasted forecasted
                        && !forecasted.forecast().provenance().weights().isEmpty()
                ? Optional.of(quantiles(forecasted.forecast()))
                : Optional.empty();
    }

    private static double[][] quantiles(Forecast forecast) {
        double[][] rows = new double[forecast.steps()][Scoring.PROBABILITIES.size()];
        for (int h = 0; h < rows.length; h++) {
            for (int q = 0; q < rows[h].length; q++) {
                rows[h][q] = forecast.quantile(h + 1, Scoring.PROBABILITIES.get(q));
            }
        }
        return rows;
    }
}

package dev.tidegate.autoscaler.backtest;

import dev.tidegate.forecaster.Forecast;
import java.io.IOException;
import java.io.PrintWriter;

/** Receives forecasts, one for each origin, and presents them. */
public interface ForecastSink {
    void add(Forecast forecast);

    /** Writes what is left, after the last forecast. */
    default void finish() throws IOException {}

    /** CSV rows with the header {@code origin,time,quantile,value}. */
    static ForecastSink csv(PrintWriter out, double[] quantiles) {
        return new CsvSink(out, quantiles);
    }

    /** A table for each origin, and the models behind it. */
    static ForecastSink table(PrintWriter out, double[] quantiles) {
        return new TableSink(out, quantiles);
    }

    /** One JSON object on one line for each origin. */
    static ForecastSink json(PrintWriter out, double[] quantiles) {
        return new JsonSink(out, quantiles);
    }
}

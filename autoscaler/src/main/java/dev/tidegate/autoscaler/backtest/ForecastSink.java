package dev.tidegate.autoscaler.backtest;

import dev.tidegate.forecaster.Forecast;
import java.io.IOException;
import java.io.PrintWriter;

/** Takes forecasts, one an origin, and shows them. */
public interface ForecastSink {
    void add(Forecast forecast);

    /** All forecasts were added: what is not written yet is written now. */
    default void end() throws IOException {}

    /** Rows of {@code origin,time,quantile,value}, under that header. */
    static ForecastSink csv(PrintWriter out, double[] quantiles) {
        return new CsvSink(out, quantiles);
    }

    /** A table an origin, and who stands behind it. */
    static ForecastSink table(PrintWriter out, double[] quantiles) {
        return new TableSink(out, quantiles);
    }

    /** One JSON object a line and origin. */
    static ForecastSink json(PrintWriter out, double[] quantiles) {
        return new JsonSink(out, quantiles);
    }
}

package dev.tidegate.autoscaler.backtest;

import dev.tidegate.forecaster.Forecast;
import java.io.PrintWriter;

/** Writes CSV rows. */
final class CsvSink implements ForecastSink {
    private final PrintWriter out;
    private final double[] quantiles;

    CsvSink(PrintWriter out, double[] quantiles) {
        this.out = out;
        this.quantiles = quantiles.clone();
        out.println("origin,time,quantile,value");
    }

    @Override
    public void add(Forecast forecast) {
        for (int ahead = 1; ahead <= forecast.steps(); ahead++) {
            for (double quantile : quantiles) {
                out.println(
                        forecast.origin()
                                + ","
                                + forecast.timeAt(ahead)
                                + ","
                                + quantile
                                + ","
                                + forecast.quantile(ahead, quantile));
            }
        }
    }
}

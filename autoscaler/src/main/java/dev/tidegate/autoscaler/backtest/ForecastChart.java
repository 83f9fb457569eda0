package dev.tidegate.autoscaler.backtest;

import dev.tidegate.autoscaler.report.ReadableNumbers;
import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One forecast with the demand before and after its origin, as both kinds of plots need it: all arrays have one value for each
 * instant, NaN where there is none.
 */
@SuppressWarnings("ArrayRecordComponent") // held for the moment of drawing, never compared
record ForecastChart(
        Instant origin,
        List<Instant> times,
        double[] actual,
        double[] low,
        double[] middle,
        double[] high) {
    static final String BAND = "98 % of what may come";
    static final String MIDDLE = "foreseen";
    static final String ACTUAL = "came";

    private static final int BEFORE = 3; // history shown before the origin, in horizons

    static ForecastChart of(Forecast forecast, Series counts) {
        int origin = counts.before(forecast.origin()).size();
        int from = Math.max(0, origin - BEFORE * forecast.steps());
        int length = origin - from + forecast.steps();
        ForecastChart chart =
                new ForecastChart(
                        forecast.origin(),
                        new ArrayList<>(),
                        gaps(length),
                        gaps(length),
                        gaps(length),
                        gaps(length));
        for (int i = 0; i < length; i++) {
            int slot = from + i;
            chart.times.add(counts.timeAt(slot));
            if (slot < counts.size() && counts.isKnown(slot)) {
                chart.actual[i] = counts.value(slot);
            }
            if (slot >= origin) {
                chart.low[i] = forecast.quantile(slot - origin + 1, 0.01);
                chart.middle[i] = forecast.quantile(slot - origin + 1, 0.5);
                chart.high[i] = forecast.quantile(slot - origin + 1, 0.99);
            }
        }
        return chart;
    }

    /** The unit of the values: counts a step. */
    static String unit(String name, Duration step) {
        return name + " in " + ReadableNumbers.plain(step.toMillis() / 1000.0, 6) + " s";
    }

    private static double[] gaps(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN); // a gap in a chart
        return values;
    }
}

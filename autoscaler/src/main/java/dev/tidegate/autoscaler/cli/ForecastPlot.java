package dev.tidegate.autoscaler.cli;

import dev.tidegate.autoscaler.report.Chart;
import dev.tidegate.autoscaler.report.Ink;
import dev.tidegate.autoscaler.report.Page;
import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.series.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Draws forecasts as a page: what was foreseen as a band, and what came. */
final class ForecastPlot {
    private static final int BEFORE = 3; // horizons of history in front of each forecast

    private final Series counts;
    private final Page page;

    ForecastPlot(String name, Series counts) {
        this.counts = counts;
        page =
                new Page(
                        "Forecast of " + name,
                        "Each forecast saw only what lies left of its band. The band holds 98 % of"
                                + " what may come, the line is its middle.");
    }

    void add(Forecast forecast, String unit) {
        int origin = counts.before(forecast.origin()).size();
        int from = Math.max(0, origin - BEFORE * forecast.steps());
        int length = origin - from + forecast.steps();
        List<Instant> times = new ArrayList<>();
        double[] actual = gaps(length);
        double[] low = gaps(length);
        double[] middle = gaps(length);
        double[] high = gaps(length);
        for (int i = 0; i < length; i++) {
            int slot = from + i;
            times.add(counts.timeAt(slot));
            if (slot < counts.size() && counts.isKnown(slot)) {
                actual[i] = counts.value(slot);
            }
            if (slot >= origin) {
                low[i] = forecast.quantile(slot - origin + 1, 0.01);
                middle[i] = forecast.quantile(slot - origin + 1, 0.5);
                high[i] = forecast.quantile(slot - origin + 1, 0.99);
            }
        }
        page.chart(
                Chart.over("From " + forecast.origin(), unit, times)
                        .band("98 % of what may come", Ink.FORECAST, low, high)
                        .line("foreseen", Ink.FORECAST, middle)
                        .line("came", Ink.ACTUAL, actual));
    }

    void write(Path file) throws IOException {
        page.write(file);
    }

    private static double[] gaps(int length) {
        double[] values = new double[length];
        Arrays.fill(values, Double.NaN); // the chart's word for a gap
        return values;
    }
}

package dev.tidegate.autoscaler.backtest;

import dev.tidegate.autoscaler.report.Chart;
import dev.tidegate.autoscaler.report.LineStyle;
import dev.tidegate.autoscaler.report.Page;
import dev.tidegate.forecaster.Forecast;
import dev.tidegate.forecaster.series.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Plots forecasts as bands together with the actual demand. Written when the last one was added. */
public final class ForecastPlot implements ForecastSink {
    private static final String PAGE = ".html";
    private static final String IMAGE = ".png";

    private final String name;
    private final Series counts;
    private final Path file;
    private final List<ForecastChart> charts = new ArrayList<>();

    /**
     * @param name what is counted, for headings
     * @param counts actual demand
     * @param file an HTML page or an image: see {@link #isSupported}
     */
    public ForecastPlot(String name, Series counts, Path file) {
        this.name = name;
        this.counts = counts;
        this.file = file;
    }

    /** Whether the file name ends in {@code .html} or {@code .png}. */
    public static boolean isSupported(Path file) {
        return endsIn(file, PAGE) || endsIn(file, IMAGE);
    }

    @Override
    public void add(Forecast forecast) {
        charts.add(ForecastChart.of(forecast, counts));
    }

    @Override
    public void finish() throws IOException {
        if (endsIn(file, IMAGE)) {
            new ForecastImage(name, ForecastChart.unit(name, counts.step()), charts).write(file);
        } else {
            page().write(file);
        }
    }

    private Page page() {
        Page page =
                new Page(
                        "Forecast of " + name,
                        "Each forecast saw only what lies left of its band. The band holds "
                                + ForecastChart.BAND
                                + ", the line is its middle. All times UTC.");
        for (ForecastChart each : charts) {
            page.chart(
                    Chart.over(
                                    "From " + each.origin(),
                                    ForecastChart.unit(name, counts.step()),
                                    each.times())
                            .band(ForecastChart.BAND, LineStyle.FORECAST, each.low(), each.high())
                            .line(ForecastChart.MIDDLE, LineStyle.FORECAST, each.middle())
                            .line(ForecastChart.ACTUAL, LineStyle.ACTUAL, each.actual()));
        }
        return page;
    }

    private static boolean endsIn(Path file, String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }
}

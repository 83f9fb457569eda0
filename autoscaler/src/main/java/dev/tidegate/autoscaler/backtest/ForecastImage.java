package dev.tidegate.autoscaler.backtest;

import dev.tidegate.autoscaler.report.WholeFile;
import java.awt.BasicStroke;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws forecasts one below the other in a PNG, in the colours of the HTML pages. */
final class ForecastImage {
    private static final int MAX_CHARTS = 24; // viewers reject higher images
    private static final int WIDTH = 1_000;
    private static final int HEIGHT = 320;
    private static final Color BAND = new Color(0x2f, 0x6f, 0xde, 0x33);
    private static final Color TRANSPARENT = new Color(0, 0, 0, 0);
    private static final Color MIDDLE = new Color(0x2f, 0x6f, 0xde);
    private static final Color ACTUAL = new Color(0x3b, 0x4a, 0x59);

    private final String name;
    private final String unit;
    private final List<ForecastChart> charts;

    ForecastImage(String name, String unit, List<ForecastChart> charts) {
        this.name = name;
        this.unit = unit;
        this.charts = charts;
    }

    void write(Path file) throws IOException {
        if (charts.isEmpty() || charts.size() > MAX_CHARTS) {
            throw new IOException(
                    "an image holds 1 to %d forecasts, found %d; a page (.html) holds any number"
                            .formatted(MAX_CHARTS, charts.size()));
        }
        List<XYChart> images = charts.stream().map(this::chart).toList();
        try {
            WholeFile.write(file, unfinished -> draw(images, unfinished));
        } catch (LinkageError | RuntimeException e) {
            throw new IOException(
                    "this machine cannot draw text, install its fonts (Debian: fontconfig"
                            + " fonts-dejavu-core) or ask for a page (.html)",
                    e);
        }
    }

    private static int draw(List<XYChart> images, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            BitmapEncoder.saveBitmap(images, images.size(), 1, out, BitmapFormat.PNG);
        }
        return images.size();
    }

    private XYChart chart(ForecastChart forecast) {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title("Forecast of " + name + " from " + forecast.origin())
                        .xAxisTitle("minutes from there")
                        .yAxisTitle(unit)
                        .build();
        chart.getStyler()
                .setLegendPosition(LegendPosition.OutsideE)
                .setChartBackgroundColor(Color.WHITE);
        double[] minutes = new double[forecast.times().size()];
        for (int i = 0; i < minutes.length; i++) {
            minutes[i] = minutes(forecast.origin(), forecast.times().get(i));
        }
        band(chart, forecast, minutes);
        line(chart, ForecastChart.MIDDLE, minutes, forecast.middle(), MIDDLE);
        line(chart, ForecastChart.ACTUAL, minutes, forecast.actual(), ACTUAL);
        return chart;
    }

    /** Draws the band as a polygon: forward along the upper edge, and back along the lower one. */
    private static void band(XYChart chart, ForecastChart forecast, double[] minutes) {
        int first = 0;
        while (Double.isNaN(forecast.middle()[first])) {
            first++;
        }
        int width = minutes.length - first;
        double[] x = new double[2 * width];
        double[] y = new double[2 * width];
        for (int i = 0; i < width; i++) {
            x[i] = minutes[first + i];
            y[i] = forecast.high()[first + i];
            x[2 * width - 1 - i] = minutes[first + i];
            y[2 * width - 1 - i] = forecast.low()[first + i];
        }
        XYSeries band = chart.addSeries(ForecastChart.BAND, x, y);
        band.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea).setFillColor(BAND);
        band.setMarker(SeriesMarkers.NONE);
        band.setLineColor(TRANSPARENT);
    }

    private static void line(
            XYChart chart, String name, double[] minutes, double[] values, Color colour) {
        if (Arrays.stream(values).allMatch(Double::isNaN)) {
            return; // no demand yet
        }
        XYSeries line = chart.addSeries(name, minutes, values);
        line.setMarker(SeriesMarkers.NONE);
        line.setLineStyle(new BasicStroke(1.6f)).setLineColor(colour);
    }

    private static double minutes(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 60_000.0;
    }
}

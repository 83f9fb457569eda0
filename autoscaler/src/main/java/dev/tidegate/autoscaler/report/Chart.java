package dev.tidegate.autoscaler.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * Lines and bands over one time axis. All share the instants, so a reader's pointer shows the same
 * moment in each.
 *
 * @param unit what the vertical axis counts, such as "requests/s"
 * @param seconds instants, epoch seconds, ascending
 */
public record Chart(
        @JsonProperty String title,
        @JsonProperty String unit,
        @JsonProperty List<Long> seconds,
        @JsonProperty List<ChartLine> lines) {

    public Chart {
        seconds = List.copyOf(seconds);
        lines = List.copyOf(lines);
        for (ChartLine line : lines) {
            if (line.values().size() != seconds.size()) {
                throw new IllegalArgumentException(
                        "line '%s' has %d values for %d instants"
                                .formatted(line.name(), line.values().size(), seconds.size()));
            }
        }
    }

    /** Starts a chart without lines. */
    public static Chart over(String title, String unit, List<Instant> instants) {
        return new Chart(
                title, unit, instants.stream().map(Instant::getEpochSecond).toList(), List.of());
    }

    /** Adds a line; values that are not finite are gaps. */
    public Chart line(String name, LineStyle style, double[] values) {
        return with(new ChartLine(name, style, ChartLine.Shape.STRAIGHT, boxed(values)));
    }

    /** Adds a step line: each value lasts until the next one. */
    public Chart steps(String name, LineStyle style, double[] values) {
        return with(new ChartLine(name, style, ChartLine.Shape.STEPPED, boxed(values)));
    }

    /** Adds the area between two lines. */
    public Chart band(String name, LineStyle style, double[] low, double[] high) {
        return with(new ChartLine(name + ", low", style, ChartLine.Shape.BAND_LOW, boxed(low)))
                .with(new ChartLine(name, style, ChartLine.Shape.BAND_HIGH, boxed(high)));
    }

    private Chart with(ChartLine line) {
        List<ChartLine> more = new ArrayList<>(lines);
        more.add(line);
        return new Chart(title, unit, seconds, more);
    }

    private static List<Double> boxed(double[] values) {
        return DoubleStream.of(values).boxed().toList();
    }
}

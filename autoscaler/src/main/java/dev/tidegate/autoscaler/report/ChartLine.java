package dev.tidegate.autoscaler.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** A series of values of a chart. A value that is not finite is a gap. */
record ChartLine(
        @JsonProperty String name,
        @JsonProperty LineStyle ink,
        @JsonProperty Shape shape,
        @JsonProperty List<Double> values) {

    enum Shape {
        STRAIGHT,
        STEPPED,
        BAND_LOW,
        BAND_HIGH
    }

    ChartLine {
        values = List.copyOf(values);
    }
}

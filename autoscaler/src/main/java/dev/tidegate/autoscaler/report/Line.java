package dev.tidegate.autoscaler.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/** One row of values of a chart. A value that is not finite is a gap. */
record Line(
        @JsonProperty String name,
        @JsonProperty Ink ink,
        @JsonProperty Shape shape,
        @JsonProperty List<Double> values) {

    enum Shape {
        STRAIGHT,
        STEPPED,
        BAND_LOW,
        BAND_HIGH
    }

    Line {
        values = List.copyOf(values);
    }
}

package dev.tidegate.autoscaler.replay;

import dev.tidegate.forecaster.series.Series;

/**
 * One column of a trace.
 *
 * @param name header of the column
 * @param counts counts per step, in the trace's own unit; a slot without a row or with an empty cell is missing
 */
public record Trace(String name, Series counts) {}

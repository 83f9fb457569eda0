package dev.tidegate.autoscaler.replay;

import dev.tidegate.forecaster.series.Series;

/**
 * One column of a trace.
 *
 * @param name header of the column
 * @param counts counts a step, in the trace's own unit
 * @param skippedRows slots for which the file has no row: missing
 * @param emptyCells slots whose cell is empty: missing
 */
public record Trace(String name, Series counts, int skippedRows, int emptyCells) {}

/**
 * Forecasts of traces as people see them: rows, tables, plots, and how they scored.
 *
 * <p>Decides how a forecast and a back test are told, and makes demand where no trace is at hand; may import
 * {@code report} and the forecaster. Sinks are used by one thread, values are immutable.
 */
@NullMarked
package dev.tidegate.autoscaler.backtest;

import org.jspecify.annotations.NullMarked;

/**
 * Presents forecasts of traces: rows, tables, plots, and their scores.
 *
 * <p>Decides how a forecast and a back test are presented, and generates demand where no trace is at hand; may import {@code
 * report} and the forecaster. Sinks are used by one thread, values are immutable.
 */
package dev.tidegate.autoscaler.backtest;

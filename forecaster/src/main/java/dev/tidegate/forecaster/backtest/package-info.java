/**
 * How this forecaster, each of its models alone, and the seasonal naive one would have done on a series: rolling
 * origins, each seeing only what was over by then. Imports the forecaster's door, series, model and score; the
 * clock that seconds are taken from is handed in. Results are immutable.
 */
package dev.tidegate.forecaster.backtest;

/**
 * Rolling-origin back tests of the forecaster, of each of its models alone and of the seasonal naive forecast on a
 * series; each origin uses only the slots before it. Imports the forecaster's door, series, model and score; the clock
 * that measures seconds is passed in. Results are immutable.
 */
package dev.tidegate.forecaster.backtest;

/**
 * Forecasting by regression on past values: autoregressions, a ridge regression on recent, daily and weekly lags, and
 * nearest neighbours among days. Imports the JDK, {@code series} and {@code model}. Models are immutable and
 * thread-safe; fitted models are neither.
 */
package dev.tidegate.forecaster.model.regression;

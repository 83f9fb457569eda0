/**
 * Forecasting by regression on what was: autoregressions, a ridge regression on recent, daily and weekly
 * lags, and nearest neighbours among days. Imports the JDK, Hipparchus, {@code series} and {@code model}. Models are immutable and thread-safe;
 * what they fit is neither.
 */
package dev.tidegate.forecaster.model.regression;

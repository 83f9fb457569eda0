/**
 * Exponential smoothing and forecasting by decomposition, one published model a file. Imports the JDK,
 * {@code series} and {@code model}. Models are immutable and thread-safe; fitted models are neither.
 */
package dev.tidegate.forecaster.model.smoothing;

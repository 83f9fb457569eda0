/**
 * Exponential smoothing and forecasting by decomposition, one published model a file. Imports the JDK,
 * Hipparchus, {@code series} and {@code model}. Models are immutable and thread-safe; what they fit is neither.
 */
package dev.tidegate.forecaster.model.smoothing;

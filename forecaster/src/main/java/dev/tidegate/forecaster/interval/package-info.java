/**
 * How sure we are: quantile curves, their calibration on past errors, and how far apart horizons move
 * together. Imports the JDK, {@code series} and {@code score}. Curves are immutable; trackers are not
 * thread-safe.
 */
package dev.tidegate.forecaster.interval;

/**
 * How sure we are: quantile curves and their calibration on past errors. Imports the JDK and Hipparchus. Curves
 * are immutable; trackers are not thread-safe.
 */
package dev.tidegate.forecaster.interval;

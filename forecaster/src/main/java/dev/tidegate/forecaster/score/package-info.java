/**
 * How good forecasts were: losses, coverage, and whether one forecaster beats another by more than luck. Imports
 * the JDK and Hipparchus. Accumulators are not thread-safe, results are immutable.
 */
package dev.tidegate.forecaster.score;

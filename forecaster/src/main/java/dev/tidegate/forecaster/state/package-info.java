/**
 * The saved form of a forecaster, versioned: its observations, from which all else follows. Imports the JDK and {@code
 * series}. Immutable and thread-safe.
 */
package dev.tidegate.forecaster.state;

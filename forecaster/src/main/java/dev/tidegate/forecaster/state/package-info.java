/**
 * The saved form of a forecaster: what it observed, from which all the rest follows. Versioned. Imports the
 * JDK and {@code series}. Immutable and thread-safe.
 */
package dev.tidegate.forecaster.state;

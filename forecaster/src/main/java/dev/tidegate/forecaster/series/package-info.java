/**
 * What was observed: numbers on a regular time grid, each slot known or missing, and how complete
 * a stretch is. Decides nothing. Imports the JDK only. All types are immutable and thread-safe.
 */
package dev.tidegate.forecaster.series;

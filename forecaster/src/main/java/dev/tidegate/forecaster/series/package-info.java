/**
 * Observed data: values on a regular time grid, each slot known or missing, and the share of known slots. Decides
 * nothing. Imports the JDK only. All types are immutable and thread-safe.
 */
package dev.tidegate.forecaster.series;

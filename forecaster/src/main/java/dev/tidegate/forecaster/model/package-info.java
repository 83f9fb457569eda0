/**
 * Published forecasting models, one a file: fitted to a series, carried on slot by slot, asked for the
 * slots ahead. Decides nothing about which to believe. Imports the JDK, Hipparchus and {@code series}.
 * Models are immutable and thread-safe; what they fit is neither.
 */
package dev.tidegate.forecaster.model;

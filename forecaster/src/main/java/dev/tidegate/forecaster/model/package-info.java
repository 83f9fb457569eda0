/**
 * What a forecasting model is: fitted to a series, carried on slot by slot, asked for the slots ahead; and the
 * plainest of them. Families of models are rooms below. Decides nothing about which to believe. Imports the JDK
 * and {@code series}. Models are immutable and thread-safe; what they fit, and what that is held in, is neither.
 */
package dev.tidegate.forecaster.model;

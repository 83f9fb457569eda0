/**
 * What a forecasting model is: fitted to a series, updated slot by slot, asked for the slots ahead; and the simplest
 * models. Model families are in sub-packages. Does not decide which model to use. Imports the JDK and {@code series}.
 * Models are immutable and thread-safe; fitted models and their histories are neither.
 */
package dev.tidegate.forecaster.model;

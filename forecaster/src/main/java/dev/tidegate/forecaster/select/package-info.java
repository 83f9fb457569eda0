/**
 * Which models to use and with what weight: models with enough history take part, weighted by their recent losses.
 * Imports the JDK, {@code series}, {@code model} and {@code interval}. Not thread-safe.
 */
package dev.tidegate.forecaster.select;

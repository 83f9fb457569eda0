/**
 * Which models to believe, and how much: those that have history enough take part, and are weighted by how they
 * did lately. Imports the JDK, {@code series}, {@code model} and {@code interval}. Not thread-safe.
 */
package dev.tidegate.forecaster.select;

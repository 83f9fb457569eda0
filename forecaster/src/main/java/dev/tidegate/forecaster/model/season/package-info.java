/**
 * What repeats in a series: seasons taken apart by published decompositions, so that a model of what remains can
 * forecast it. Imports the JDK, Hipparchus, {@code series} and {@code model}. Types are immutable and
 * thread-safe; fitted models are not.
 */
package dev.tidegate.forecaster.model.season;

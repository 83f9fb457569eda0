/**
 * The seasons of a series, extracted by published decompositions, so that a model of the remainder can forecast it.
 * Imports the JDK, Hipparchus, {@code series} and {@code model}. Models and decompositions are immutable and
 * thread-safe; the seasons found and fitted models are not.
 */
package dev.tidegate.forecaster.model.season;

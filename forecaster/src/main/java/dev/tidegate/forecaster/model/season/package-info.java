/**
 * What repeats in a series: seasons taken apart by published decompositions, so that a model of what remains can
 * forecast it. Imports the JDK, Hipparchus, {@code series} and {@code model}. Models and
 * decompositions are immutable and thread-safe; the seasons they find and fitted models are not.
 */
package dev.tidegate.forecaster.model.season;

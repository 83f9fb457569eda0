/**
 * The settings of one configuration file, as immutable records.
 *
 * <p>Decides which values are valid; {@code config.read} decides how they are written in a file. Imports {@code config.endpoint},
 * quantities of {@code capacity}, the objective of {@code situation}, and the forecaster's events.
 */
package dev.tidegate.autoscaler.config;

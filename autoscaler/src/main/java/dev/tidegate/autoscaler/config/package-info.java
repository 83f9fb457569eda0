/**
 * What the operator asked for, as immutable records: one file's settings.
 *
 * <p>Decides what a setting can be at all; how it is written in a file is {@code config.read}'s. Imports {@code config.endpoint},
 * and the forecaster's events.
 */
@NullMarked
package dev.tidegate.autoscaler.config;

import org.jspecify.annotations.NullMarked;

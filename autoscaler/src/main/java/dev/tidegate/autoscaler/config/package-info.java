/**
 * What the operator asked for, as immutable records: one file's settings, and references to secrets, which whoever needs one
 * resolves.
 *
 * <p>Decides what a setting can be at all; how it is written in a file is {@code config.read}'s. Imports no other room.
 */
@NullMarked
package dev.tidegate.autoscaler.config;

import org.jspecify.annotations.NullMarked;

/**
 * What all commands share: the configuration they are given, spans of time as people write them, what a terminal is shown, and
 * what a shell is told at the end.
 *
 * <p>Decides nothing about Tidegate itself. Imports {@code config}, {@code config.endpoint} and {@code config.read}; used by one thread.
 */
@NullMarked
package dev.tidegate.autoscaler.cli.option;

import org.jspecify.annotations.NullMarked;

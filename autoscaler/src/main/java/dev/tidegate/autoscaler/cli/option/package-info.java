/**
 * What all commands share: the configuration they are given, numbers and spans of time as people write them, what a terminal
 * is shown, and what a person and a shell are told where a command was mistyped, or at its end.
 *
 * <p>Decides nothing about Tidegate itself. Imports {@code config}, {@code config.endpoint} and {@code config.read}; used by one thread.
 */
@NullMarked
package dev.tidegate.autoscaler.cli.option;

import org.jspecify.annotations.NullMarked;

/**
 * The root of the command line, and the commands that work on traces: {@link dev.tidegate.autoscaler.cli.Tidegate} mounts one
 * class a command, those of {@code cli.operate} and of runbooks too.
 *
 * <p>Decides how people ask and what they are told; may import every other room of this module. Commands are used by one
 * thread.
 */
@NullMarked
package dev.tidegate.autoscaler.cli;

import org.jspecify.annotations.NullMarked;

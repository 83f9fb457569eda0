/**
 * The root of the command line, and the commands that work on traces. {@link dev.tidegate.autoscaler.cli.Tidegate} registers one
 * class for each command, including those of {@code cli.operate} and of runbooks.
 *
 * <p>Decides syntax and output; may import every other room of this module. Commands are used by one thread.
 */
package dev.tidegate.autoscaler.cli;

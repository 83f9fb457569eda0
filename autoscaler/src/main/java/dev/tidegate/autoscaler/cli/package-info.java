/**
 * The command line: one class a command, mounted by {@link dev.tidegate.autoscaler.cli.Tidegate}.
 *
 * <p>Decides how people ask and what they are told; may import every other room of this module and the commands of runbooks.
 * Works while the daemon is dead: the two meet in the ledger. Commands are used by one thread.
 */
@NullMarked
package dev.tidegate.autoscaler.cli;

import org.jspecify.annotations.NullMarked;

/**
 * What a command works with: store, books, kinds of steps, policy, and the operator.
 *
 * <p>Decides whether the operator may run a command, and ends one that may not. May import every
 * room but those of the commands. A context belongs to one command.
 */
package dev.tidegate.runbooks.cli.context;

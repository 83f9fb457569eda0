/**
 * What a command works with, wired by hand: store, books, kinds of steps, policy, and who sits there.
 *
 * <p>Decides whether the operator may, and ends a command that may not. May import every room but the other
 * commands'. A desk belongs to one command.
 */
package dev.tidegate.runbooks.cli.context;

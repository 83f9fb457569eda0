/**
 * Prints plans, runs and signals so that a tired reader takes them in at a glance.
 *
 * <p>Decides how output looks. May import {@code run.plan}, {@code run.record}, {@code act}, {@code book},
 * {@code ledger}, {@code signal} and {@code yaml}. Printers belong to one command.
 */
package dev.tidegate.runbooks.cli.show;

/**
 * Plans, runs and signals in words and lines that a tired reader takes in at a glance.
 *
 * <p>Decides how things look. May import {@code run.plan}, {@code run.record}, {@code book}, {@code ledger}, {@code signal}
 * and {@code yaml}. Printers belong to one command.
 */
package dev.tidegate.runbooks.cli.show;

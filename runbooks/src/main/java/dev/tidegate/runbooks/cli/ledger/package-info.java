/**
 * {@code tidegate ledger …}: shows, checks and carries away what was seen, decided and done.
 *
 * <p>Decides nothing. May import {@code cli.desk}, {@code cli.show} and {@code ledger}. Commands are made
 * anew for each call.
 */
package dev.tidegate.runbooks.cli.ledger;

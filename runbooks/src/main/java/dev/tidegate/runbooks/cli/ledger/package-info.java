/**
 * {@code tidegate ledger …}: shows, checks and carries away what was seen, decided and done.
 *
 * <p>Decides nothing. May import {@code cli.context}, {@code cli.show}, {@code ledger}, {@code run} and
 * {@code yaml}. Commands are made anew for each call.
 */
package dev.tidegate.runbooks.cli.ledger;

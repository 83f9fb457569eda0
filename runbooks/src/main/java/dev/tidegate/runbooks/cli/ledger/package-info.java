/**
 * {@code tidegate ledger …}: shows, verifies, exports and merges what was observed, decided and
 * done.
 *
 * <p>Decides nothing. May import {@code cli.context}, {@code cli.show}, {@code ledger}, {@code run}
 * and {@code yaml}. A command object serves one call.
 */
package dev.tidegate.runbooks.cli.ledger;

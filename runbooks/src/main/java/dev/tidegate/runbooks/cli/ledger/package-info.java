/**
 * {@code tidegate ledger …}: shows, verifies, exports and merges what was observed, decided and
 * done.
 *
 * <p>Decides nothing. May import {@code cli.context}, {@code cli.show}, {@code approve},
 * {@code lease}, {@code ledger}, {@code ledger.merge}, {@code run}, {@code run.record} and {@code yaml}. A command object serves one call.
 */
package dev.tidegate.runbooks.cli.ledger;

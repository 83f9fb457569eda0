/**
 * Runbook files: loads them, and reports every problem with its position.
 *
 * <p>Decides whether a book loads. May import {@code act} (for the shapes of targets),
 * {@code book.terms}, {@code ledger} (for what a secret looks like), {@code signal} and
 * {@code yaml}. Reads files, changes nothing. Books are immutable values.
 */
package dev.tidegate.runbooks.book;

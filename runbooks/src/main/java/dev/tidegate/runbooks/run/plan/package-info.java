/**
 * Plans runs: fills in a book's values and compares them with the targets as they are.
 *
 * <p>Decides whether a book may be run with these parameters; changes nothing. May import
 * {@code act}, {@code book}, {@code book.terms}, {@code ledger} (for what a secret looks like), {@code signal} and
 * {@code yaml}. Plans are immutable values.
 */
package dev.tidegate.runbooks.run.plan;

/**
 * What a run will do: a book with its values filled in, looked at against the targets as they are.
 *
 * <p>Decides whether a book may be run with these parameters; changes nothing. May import {@code act},
 * {@code book}, {@code ledger} (for what a secret looks like), {@code signal} and {@code yaml}. Plans are immutable values.
 */
package dev.tidegate.runbooks.run.plan;

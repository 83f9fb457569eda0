/**
 * Runs as the ledger keeps them: events written as entries, entries folded to the current state.
 *
 * <p>Decides how each event changes a run, not what happens next. May import {@code run.plan},
 * {@code act}, {@code book}, {@code ledger} and {@code lease}. Events and views are immutable values; a
 * {@link dev.tidegate.runbooks.run.record.Journal} belongs to one thread.
 */
package dev.tidegate.runbooks.run.record;

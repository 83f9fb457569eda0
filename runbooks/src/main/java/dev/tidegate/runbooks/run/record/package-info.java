/**
 * A run as the ledger keeps it: events written as entries, entries folded to what the run is now.
 *
 * <p>Decides what every event makes of a run, and nothing about what happens next. May import {@code
 * run.plan}, {@code act}, {@code ledger} and {@code lease}. Events and views are immutable values; a
 * {@link dev.tidegate.runbooks.run.record.Journal} belongs to one thread.
 */
package dev.tidegate.runbooks.run.record;

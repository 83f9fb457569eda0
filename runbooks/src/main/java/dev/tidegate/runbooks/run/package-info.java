/**
 * The durable life of a run: planned, approved, carried out step by step, verified, kept in force for
 * its lease, undone.
 *
 * <p>Decides what happens next from the ledger alone, so that any process can go on where another
 * died. May import {@code act}, {@code book}, {@code ledger}, {@code lease} and {@code signal}. {@link
 * dev.tidegate.runbooks.run.Runs} is thread-safe; views, plans and events are immutable values.
 */
package dev.tidegate.runbooks.run;

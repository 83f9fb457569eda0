/**
 * The driving of runs: carried out step by step, verified, kept in force for the lease, undone.
 *
 * <p>Decides what happens next from the ledger alone, so that any process can go on where another
 * died. May import {@code run.plan}, {@code run.record}, {@code act}, {@code book}, {@code ledger},
 * {@code lease} and {@code signal}. {@link dev.tidegate.runbooks.run.Runs} is thread-safe.
 */
package dev.tidegate.runbooks.run;

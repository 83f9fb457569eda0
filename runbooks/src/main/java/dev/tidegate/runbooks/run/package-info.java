/**
 * Drives runs: executes them step by step, verifies them, keeps them in force for the lease, undoes
 * them.
 *
 * <p>Decides what happens next from the ledger alone, so that any process can continue where
 * another died. May import {@code run.plan}, {@code run.record}, {@code act}, {@code book}, {@code book.terms},
 * {@code ledger}, {@code lease} and {@code signal}. {@link dev.tidegate.runbooks.run.Runs} is
 * thread-safe.
 */
package dev.tidegate.runbooks.run;

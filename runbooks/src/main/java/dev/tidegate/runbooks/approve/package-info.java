/**
 * Access control: operators, an attribute-based policy, and signed approvals.
 *
 * <p>Decides yes or no with a reason, and denies when in doubt. May import {@code act.wire}, {@code yaml},
 * {@code ledger}, {@code book}, {@code run}, {@code run.plan} and {@code run.record}.
 * Every type is an immutable value, or thread-safe where it says so.
 */
package dev.tidegate.runbooks.approve;

/**
 * Who may do what: operators, the policy over their attributes, and approvals that arrive signed.
 *
 * <p>Decides yes or no with a reason, and denies on doubt. May import {@code yaml} and {@code run}.
 * Every type is an immutable value, or thread-safe where it says so.
 */
package dev.tidegate.runbooks.approve;

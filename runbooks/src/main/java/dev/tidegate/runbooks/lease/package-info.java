/**
 * Leases with fencing tokens: who alone may write a target now.
 *
 * <p>Decides between processes that want to write the same target. May import {@code act} (for the
 * fence) and {@code ledger} and {@code ledger.store} (for the database that both share).
 * {@link dev.tidegate.runbooks.lease.Leases} is thread-safe; the other types are immutable values.
 */
package dev.tidegate.runbooks.lease;

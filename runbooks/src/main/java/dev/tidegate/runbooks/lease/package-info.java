/**
 * Who alone may write a target now: leases with a number that only grows.
 *
 * <p>Decides between those who want to write. May import {@code act} (for the fence) and {@code ledger}
 * and {@code ledger.store} (for the database that both share). {@link dev.tidegate.runbooks.lease.Leases} is thread-safe; the
 * other types are immutable values.
 */
package dev.tidegate.runbooks.lease;

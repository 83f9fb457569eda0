package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.ledger.LedgerException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Leases whose store does not answer {@link #holds} while {@code silent} is true.
 *
 * @param delegate answers everything else
 */
public record SilentLeases(Leases delegate, BooleanSupplier silent) implements Leases {
    @Override
    public LeaseOutcome acquire(String name, String holder, Duration ttl, Instant now) {
        return delegate.acquire(name, holder, ttl, now);
    }

    @Override
    public LeaseOutcome renew(Lease lease, Duration ttl, Instant now) {
        return delegate.renew(lease, ttl, now);
    }

    @Override
    public void release(Lease lease) {
        delegate.release(lease);
    }

    @Override
    public boolean holds(Lease lease) {
        if (silent.getAsBoolean()) {
            throw new LedgerException("the server is gone");
        }
        return delegate.holds(lease);
    }
}

package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.ledger.LedgerException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/**
 * Leases whose keeper gives no answer, as long as {@code silent} says so, to who asks whether one still stands.
 *
 * @param keeper answers else
 */
public record SilentLeases(Leases keeper, BooleanSupplier silent) implements Leases {
    @Override
    public LeaseOutcome acquire(String name, String holder, Duration ttl, Instant now) {
        return keeper.acquire(name, holder, ttl, now);
    }

    @Override
    public LeaseOutcome renew(Lease lease, Duration ttl, Instant now) {
        return keeper.renew(lease, ttl, now);
    }

    @Override
    public void release(Lease lease) {
        keeper.release(lease);
    }

    @Override
    public boolean holds(Lease lease) {
        if (silent.getAsBoolean()) {
            throw new LedgerException("the server is gone");
        }
        return keeper.holds(lease);
    }
}

package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.act.Fence;
import java.time.Duration;
import java.time.Instant;

/**
 * Grants leases, to one holder per name at a time.
 *
 * <p><b>No two clocks are ever compared.</b> A lease passes on only when the requester has watched
 * it for its whole life, on the requester's own clock, without seeing a renewal. So a requester
 * whose clock is an hour ahead waits as long as any other: its first request for a held lease
 * always returns {@link LeaseOutcome.HeldByAnother}, and a repeat at {@code until} gets the lease.
 * A holder of the same name gets it at once, with a new fence: a restarted process fences off its
 * former self.
 *
 * <p>A clock that is set forward during the wait shortens it by as much, and may take the lease
 * from a living holder. Whatever clocks do, the fence decides: writes carry it, and an older one is
 * refused. Thread-safe; {@code LeasesContract} in the tests checks every implementation.
 */
public interface Leases {

    LeaseOutcome acquire(String name, String holder, Duration ttl, Instant now);

    /** Renews a lease that nobody took meanwhile, even if it has expired. */
    LeaseOutcome renew(Lease lease, Duration ttl, Instant now);

    /** Releases the lease; no effect if it has passed to another holder. */
    void release(Lease lease);

    /** Whether this lease's fence is still the newest and was not released. */
    boolean holds(Lease lease);

    /** The lease's fence, as actuators check it. */
    default Fence fence(Lease lease) {
        return new LeaseFence(lease.fence(), () -> holds(lease));
    }
}

package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.act.Fence;
import java.time.Duration;
import java.time.Instant;

/**
 * Hands out leases, one holder a name at a time.
 *
 * <p><b>No two clocks are ever compared.</b> A lease passes to another only when the asker has watched
 * it for its whole life, on the asker's own clock, and saw no renewal. So an asker whose clock is an
 * hour ahead waits as long as any other; the first request for a lease that someone holds always ends
 * with {@link LeaseOutcome.HeldByAnother}, and the one repeated at {@code until} with the lease. A
 * holder of the same name gets it at once, under a new fence: a restarted process shuts out its former
 * self.
 *
 * <p>A clock that is set forward while its asker watches makes the wait shorter by that much, and may take the
 * lease from a living holder. Whatever clocks do, the fence decides: writes carry it, and an older one is refused. Thread-safe;
 * {@code LeasesContract} in the tests holds every implementation to this.
 */
public interface Leases {

    LeaseOutcome acquire(String name, String holder, Duration ttl, Instant now);

    /** Prolongs a lease that nobody took meanwhile, even if it ran out. */
    LeaseOutcome renew(Lease lease, Duration ttl, Instant now);

    /** Gives the lease back; without effect when it passed to another. */
    void release(Lease lease);

    /** Whether this lease's fence is still the newest and was not given back. */
    boolean holds(Lease lease);

    /** The lease as an actuator sees it. */
    default Fence fence(Lease lease) {
        return new LeaseFence(lease.fence(), () -> holds(lease));
    }
}

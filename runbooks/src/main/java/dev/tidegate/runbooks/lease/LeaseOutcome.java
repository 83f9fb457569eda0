package dev.tidegate.runbooks.lease;

import java.time.Instant;

/** Result of requesting a lease. */
public sealed interface LeaseOutcome {

    record Held(Lease lease) implements LeaseOutcome {}

    /**
     * Another holder has it.
     *
     * @param until by the requester's clock: the earliest time to ask again, if the holder stays
     *     silent
     */
    record HeldByAnother(String holder, Instant until) implements LeaseOutcome {}
}

package dev.tidegate.runbooks.lease;

import java.time.Instant;

/** What came of asking for a lease. */
public sealed interface LeaseOutcome {

    record Held(Lease lease) implements LeaseOutcome {}

    /**
     * Someone else has it.
     *
     * @param until by the asker's clock: when to ask again, at the earliest, if the holder stays silent
     */
    record HeldByAnother(String holder, Instant until) implements LeaseOutcome {}
}

package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.ledger.LedgerException;
import java.util.Optional;

/** A lease's number, with its keeper to ask. Nothing is written while that does not answer. Of one writer's thread. */
final class LeaseFence implements Fence {
    private final Leases leases;
    private final Lease lease;
    private Optional<String> unanswered = Optional.empty(); // why, when it was last asked

    LeaseFence(Leases leases, Lease lease) {
        this.leases = leases;
        this.lease = lease;
    }

    @Override
    public long number() {
        return lease.fence();
    }

    @Override
    public boolean stillHeld() {
        unanswered = Optional.empty();
        try {
            return leases.holds(lease);
        } catch (LedgerException e) {
            unanswered = Optional.of(String.valueOf(e.getMessage()));
            return false;
        }
    }

    @Override
    public Outcome lost() {
        return unanswered.map(Fence::unanswered).orElseGet(Fence.super::lost);
    }
}

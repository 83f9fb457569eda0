package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.ledger.LedgerException;

/** A lease's number, with its keeper to ask. A keeper that does not answer counts as a lost lease. */
record LeaseFence(Leases leases, Lease lease) implements Fence {

    @Override
    public long number() {
        return lease.fence();
    }

    @Override
    public boolean stillHeld() {
        try {
            return leases.holds(lease);
        } catch (LedgerException e) {
            return false;
        }
    }
}

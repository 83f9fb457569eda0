package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.Reason;

/** The next scale-in waits until the requests of the last one's replicas are done. */
record DrainGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext now) {
        return now.drained() ? proposal : proposal.atLeast(now.standing(), Reason.DRAINING);
    }
}

package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.Reason;

/** Delays a scale-in until the longest request on the replicas of the previous one has ended. */
record DrainGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext context) {
        return context.drained()
                ? proposal
                : proposal.atLeast(context.currentFloor(), Reason.DRAINING);
    }
}

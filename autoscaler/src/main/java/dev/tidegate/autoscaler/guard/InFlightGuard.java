package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.Reason;

/** Prevents a further scale-up while launches are overdue or the last ones did not help. */
record InFlightGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext context) {
        if (context.overdue()) {
            return proposal.atMost(context.currentFloor(), Reason.CHANGE_IN_FLIGHT);
        }
        return context.ineffective()
                ? proposal.atMost(context.currentFloor(), Reason.INEFFECTIVE)
                : proposal;
    }
}

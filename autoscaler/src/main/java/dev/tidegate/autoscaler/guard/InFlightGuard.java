package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.Reason;

/** While launches do not arrive, or did not help, more of them would not either. */
record InFlightGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext now) {
        if (now.overdue()) {
            return proposal.atMost(now.standing(), Reason.CHANGE_IN_FLIGHT);
        }
        return now.ineffective() ? proposal.atMost(now.standing(), Reason.INEFFECTIVE) : proposal;
    }
}

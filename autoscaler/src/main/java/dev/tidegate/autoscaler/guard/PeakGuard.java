package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.Reason;

/** A scale-in waits until the largest need of the recent past has passed. */
record PeakGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext now) {
        return proposal.atLeast(now.standing().min(now.peakNeed()), Reason.SCALE_IN_WINDOW);
    }
}

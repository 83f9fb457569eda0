package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.Reason;

/** Delays a scale-in until the largest need of the recent past has passed. */
record PeakGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext context) {
        return proposal.atLeast(
                context.currentFloor().min(context.peakNeed()), Reason.SCALE_IN_WINDOW);
    }
}

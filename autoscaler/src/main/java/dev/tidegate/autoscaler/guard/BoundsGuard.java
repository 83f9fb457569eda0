package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.Reason;

/** Keeps the floor within the bounds, whatever else is proposed. */
record BoundsGuard(Bounds bounds) implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext context) {
        return proposal.atMost(bounds.max(), Reason.AT_MAXIMUM)
                .atLeast(bounds.min(), Reason.AT_MINIMUM);
    }
}

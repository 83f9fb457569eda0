package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.Bounds;
import dev.tidegate.autoscaler.situation.Reason;

/** The least and the most that a floor may be, whatever else is said. */
record BoundsGuard(Bounds bounds) implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext now) {
        return proposal.atMost(bounds.max(), Reason.AT_MAXIMUM)
                .atLeast(bounds.min(), Reason.AT_MINIMUM);
    }
}

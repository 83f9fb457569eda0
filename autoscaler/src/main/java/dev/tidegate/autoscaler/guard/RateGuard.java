package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.Reason;
import java.util.OptionalInt;

/** Limits how much one decision may add, so that a mistake costs one part only. */
record RateGuard(OptionalInt maxAdded) implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext context) {
        if (maxAdded.isEmpty()) {
            return proposal;
        }
        int limit = Math.addExact(context.currentFloor().count(), maxAdded.getAsInt());
        return proposal.atMost(Replicas.of(limit), Reason.RATE_LIMITED);
    }
}

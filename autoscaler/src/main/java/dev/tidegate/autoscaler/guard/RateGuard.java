package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.Reason;
import java.util.OptionalInt;

/** A large scale-up is done in parts, so that a mistake costs one part. */
record RateGuard(OptionalInt mostAdded) implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext now) {
        if (mostAdded.isEmpty()) {
            return proposal;
        }
        int most = Math.addExact(now.standing().count(), mostAdded.getAsInt());
        return proposal.atMost(Replicas.of(most), Reason.RATE_LIMITED);
    }
}

package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.situation.Reason;

/**
 * No window removes more than a share of the fleet that it began with; one replica always may go. One of which nobody knows what
 * it has removed already removes nothing.
 */
record BlastRadiusGuard(Share share) implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext now) {
        if (!now.known()) {
            return proposal.atLeast(now.standing(), Reason.WINDOW_UNKNOWN);
        }
        int peak = now.peakFloor().max(now.standing()).count();
        int removable = Math.max(1, (int) (peak * share.fraction()));
        Replicas least = Replicas.of(Math.max(0, peak - removable));
        return proposal.atLeast(now.standing().min(least), Reason.BLAST_RADIUS);
    }
}

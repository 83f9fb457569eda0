package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Share;
import dev.tidegate.autoscaler.situation.Reason;

/**
 * Limits how many replicas a window may remove to a share of the fleet at its start, or to one if that is more. While
 * the removals of the window are not known, nothing is removed.
 */
record BlastRadiusGuard(Share share) implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext context) {
        if (!context.historyKnown()) {
            return proposal.atLeast(context.currentFloor(), Reason.WINDOW_UNKNOWN);
        }
        int peak = context.peakFloor().max(context.currentFloor()).count();
        int removable = Math.max(1, (int) (peak * share.fraction()));
        Replicas lowest = Replicas.of(Math.max(0, peak - removable));
        return proposal.atLeast(context.currentFloor().min(lowest), Reason.BLAST_RADIUS);
    }
}

package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.Reason;

/**
 * What the budget leaves is not exceeded; the bounds' least is, for without it there is no service. What stands is given back no
 * faster than other guards let it go.
 */
record BudgetGuard(Replicas least) implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext now) {
        return now.affordable()
                .map(most -> proposal.atMost(most.max(least), Reason.BUDGET))
                .orElse(proposal);
    }
}

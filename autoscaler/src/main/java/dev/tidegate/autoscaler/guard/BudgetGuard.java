package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.Reason;

/**
 * Keeps the floor within what is left of the budget, but never below the minimum of the bounds, without which there is
 * no service. Other guards still limit how fast replicas are given back.
 */
record BudgetGuard(Replicas minimum) implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext context) {
        return context.affordable()
                .map(affordable -> proposal.atMost(affordable.max(minimum), Reason.BUDGET))
                .orElse(proposal);
    }
}

package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.Bounds;
import java.util.List;

/**
 * All guards, in their fixed order: what is certain first, what is thrifty last. The operator's word and the bounds are asked
 * again at the end: the guards between them restrain the planner, not the operator.
 */
public final class Guards {
    private final List<Guard> inOrder;

    public Guards(Bounds bounds, GuardSettings settings) {
        Guard override = new OverrideGuard();
        Guard within = new BoundsGuard(bounds);
        inOrder =
                List.of(
                        new DataGuard(),
                        override,
                        within,
                        new InFlightGuard(),
                        new RateGuard(settings.mostAdded()),
                        new PeakGuard(),
                        new BlastRadiusGuard(settings.blastShare()),
                        new DrainGuard(),
                        new BudgetGuard(bounds.min()),
                        override,
                        within);
    }

    public Proposal narrow(Proposal proposal, Circumstances now) {
        Proposal narrowed = proposal;
        for (Guard guard : inOrder) {
            narrowed = guard.narrow(narrowed, now);
        }
        return narrowed;
    }
}

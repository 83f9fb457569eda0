package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.Bounds;
import java.util.List;

/**
 * All guards, in their fixed order: what is certain first, what is thrifty last. A budget takes nothing away that missing data or
 * the blast radius would not let go, so these are asked again after it; and the operator's word and the bounds at the end, since the
 * guards between them restrain the planner, not the operator.
 */
public final class Guards {
    private final List<Guard> inOrder;

    public Guards(Bounds bounds, GuardSettings settings) {
        Guard data = new DataGuard();
        Guard blastRadius = new BlastRadiusGuard(settings.blastShare());
        Guard override = new OverrideGuard();
        Guard within = new BoundsGuard(bounds);
        inOrder =
                List.of(
                        data,
                        override,
                        within,
                        new InFlightGuard(),
                        new RateGuard(settings.mostAdded()),
                        new PeakGuard(),
                        blastRadius,
                        new DrainGuard(),
                        new BudgetGuard(bounds.min()),
                        data,
                        blastRadius,
                        override,
                        within);
    }

    public Proposal narrow(Proposal proposal, GuardContext now) {
        Proposal narrowed = proposal;
        for (Guard guard : inOrder) {
            narrowed = guard.narrow(narrowed, now);
        }
        return narrowed;
    }
}

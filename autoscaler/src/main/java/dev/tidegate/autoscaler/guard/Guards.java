package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.Bounds;
import java.util.List;

/**
 * All guards, in their fixed order: certainty first, economy last. A budget must not remove what missing data or the
 * blast radius protects, so those guards run again after it; overrides and bounds run last, since the guards between
 * them restrain the planner, not the operator.
 */
public final class Guards {
    private final List<Guard> guards;

    public Guards(Bounds bounds, GuardSettings settings) {
        Guard data = new DataGuard();
        Guard blastRadius = new BlastRadiusGuard(settings.blastShare());
        Guard override = new OverrideGuard();
        Guard withinBounds = new BoundsGuard(bounds);
        guards =
                List.of(
                        data,
                        override,
                        withinBounds,
                        new InFlightGuard(),
                        new RateGuard(settings.maxAdded()),
                        new PeakGuard(),
                        blastRadius,
                        new DrainGuard(),
                        new BudgetGuard(bounds.min()),
                        data,
                        blastRadius,
                        override,
                        withinBounds);
    }

    public Proposal narrow(Proposal proposal, GuardContext context) {
        Proposal narrowed = proposal;
        for (Guard guard : guards) {
            narrowed = guard.narrow(narrowed, context);
        }
        return narrowed;
    }
}

package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Reason;

/** The operator's word: a freeze beats a pin, a pin beats limits, and a ceiling beats a floor. */
record OverrideGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext now) {
        Proposal narrowed = proposal;
        for (FloorOverride override : now.overrides()) {
            if (override instanceof FloorOverride.Freeze) {
                return exactly(now.standing(), Reason.OVERRIDE_FREEZE, proposal);
            }
        }
        for (FloorOverride override : now.overrides()) {
            if (override instanceof FloorOverride.Pin pin) {
                return exactly(pin.floor(), Reason.OVERRIDE_PIN, proposal);
            }
        }
        for (FloorOverride override : now.overrides()) {
            if (override instanceof FloorOverride.Floor floor) {
                narrowed = narrowed.atLeast(floor.least(), Reason.OVERRIDE_FLOOR);
            }
        }
        for (FloorOverride override : now.overrides()) {
            if (override instanceof FloorOverride.Ceiling ceiling) {
                narrowed = narrowed.atMost(ceiling.most(), Reason.OVERRIDE_CEILING);
            }
        }
        return narrowed;
    }

    /** What leaves the planner no say is a reason even where it would have said the same. */
    private static Proposal exactly(Replicas floor, Reason why, Proposal proposal) {
        return proposal.to(floor, why).because(why);
    }
}

package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Reason;

/** Applies the overrides: a freeze beats a pin, a pin beats limits, and a ceiling beats a floor. */
record OverrideGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, GuardContext context) {
        Proposal narrowed = proposal;
        for (FloorOverride override : context.overrides()) {
            if (override instanceof FloorOverride.Freeze) {
                return exactly(context.currentFloor(), Reason.OVERRIDE_FREEZE, proposal);
            }
        }
        for (FloorOverride override : context.overrides()) {
            if (override instanceof FloorOverride.Pin pin) {
                return exactly(pin.floor(), Reason.OVERRIDE_PIN, proposal);
            }
        }
        for (FloorOverride override : context.overrides()) {
            if (override instanceof FloorOverride.Floor floor) {
                narrowed = narrowed.atLeast(floor.minimum(), Reason.OVERRIDE_FLOOR);
            }
        }
        for (FloorOverride override : context.overrides()) {
            if (override instanceof FloorOverride.Ceiling ceiling) {
                narrowed = narrowed.atMost(ceiling.maximum(), Reason.OVERRIDE_CEILING);
            }
        }
        return narrowed;
    }

    /** A freeze or pin is a reason even if the proposal already had that floor. */
    private static Proposal exactly(Replicas floor, Reason reason, Proposal proposal) {
        return proposal.to(floor, reason).because(reason);
    }
}

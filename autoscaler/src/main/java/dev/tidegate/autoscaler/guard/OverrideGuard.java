package dev.tidegate.autoscaler.guard;

import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Reason;

/** The operator's word: a freeze beats a pin, a pin beats limits, and a ceiling beats a floor. */
record OverrideGuard() implements Guard {
    @Override
    public Proposal narrow(Proposal proposal, Circumstances now) {
        Proposal narrowed = proposal;
        for (FloorOverride override : now.overrides()) {
            if (override instanceof FloorOverride.Freeze) {
                return proposal.to(now.standing(), Reason.OVERRIDE_FREEZE);
            }
        }
        for (FloorOverride override : now.overrides()) {
            if (override instanceof FloorOverride.Pin pin) {
                return proposal.to(pin.floor(), Reason.OVERRIDE_PIN);
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
}

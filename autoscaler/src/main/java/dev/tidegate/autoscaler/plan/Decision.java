package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Instant;
import java.util.OptionalDouble;

/** A plan with its explanation and what the planner has learned so far. */
public record Decision(
        Instant at, CapacityPlan plan, Explanation explanation, LearnedParameters learned) {

    /**
     * Share of the capacity that is out of reach now, 0 to 1. Unknown without demand or a reading of the fleet: what a plan then says
     * of a shortfall is about demand that may be over. A shortfall that begins later is no reason yet to turn anybody away, and
     * counts as none.
     */
    public OptionalDouble outOfReach(Situation situation) {
        if (situation.demand().value().isEmpty() || !(situation.fleet() instanceof FleetView)) {
            return OptionalDouble.empty();
        }
        if (plan.feasibility() instanceof Feasibility.Shortfall out && !out.from().isAfter(at)) {
            double missing = out.missing().count();
            return OptionalDouble.of(missing / (missing + plan.floor().count()));
        }
        return OptionalDouble.of(0);
    }
}

package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether the need can be met. Demand that is out of reach, beyond the bounds or before starting replicas are ready, is a
 * shortfall from now on. What policies want beyond the bounds in addition to it, for demand that is foreseen and as a margin, is one
 * from a launch on.
 */
final class FeasibilityCheck {

    private FeasibilityCheck() {}

    static Feasibility of(
            Situation situation, PlannerSettings settings, PlannerMemory memory, Replicas need) {
        Instant now = situation.now();
        Duration lead = memory.lead().duration();
        Optional<Replicas> demanded = memory.reactive();
        Replicas max = settings.bounds().max();
        Replicas beyondMax = demanded.orElse(need).minus(max);
        if (beyondMax.count() > 0) {
            return new Feasibility.Shortfall(beyondMax, now, lead, Reason.AT_MAXIMUM);
        }
        if (demanded.isPresent() && situation.fleet() instanceof FleetView fleet) {
            Replicas missing = demanded.get().minus(Replicas.of(fleet.ready()));
            if (missing.count() > 0) {
                return new Feasibility.Shortfall(
                        missing,
                        now,
                        lead,
                        memory.isOverdue() ? Reason.CHANGE_IN_FLIGHT : Reason.OUT_OF_REACH);
            }
        }
        Replicas wantedBeyondMax = need.minus(max);
        return wantedBeyondMax.count() > 0
                ? new Feasibility.Shortfall(
                        wantedBeyondMax, now.plus(lead), lead, Reason.AT_MAXIMUM)
                : Feasibility.MET;
    }
}

package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Decides whether demand can be met: within the bounds, and before starting replicas are ready. The margin that a policy adds to
 * demand is worth replicas, but no tier: while only the margin is out of reach, nobody has to be turned away.
 */
final class FeasibilityCheck {

    private FeasibilityCheck() {}

    static Feasibility of(
            Situation situation, PlannerSettings settings, PlannerMemory memory, Replicas need) {
        Instant now = situation.now();
        Duration lead = memory.lead().duration();
        Optional<Replicas> demanded = demanded(memory);
        Replicas aboveMax = demanded.orElse(need).minus(settings.bounds().max());
        if (aboveMax.count() > 0) {
            return new Feasibility.Shortfall(aboveMax, now, lead, Reason.AT_MAXIMUM);
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
        return Feasibility.MET;
    }

    /** Replicas that serve the newest demand; empty while it or what a replica serves is not known. */
    private static Optional<Replicas> demanded(PlannerMemory memory) {
        Optional<Throughput> throughput = memory.throughput();
        return memory.newest().isPresent()
                ? throughput.map(each -> each.replicasFor(memory.newest().getAsDouble()))
                : Optional.empty();
    }
}

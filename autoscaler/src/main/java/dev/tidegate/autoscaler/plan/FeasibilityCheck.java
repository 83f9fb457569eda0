package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Decides whether the need can be met: within the bounds, and before starting replicas are ready. */
final class FeasibilityCheck {

    private FeasibilityCheck() {}

    static Feasibility of(
            Situation situation, PlannerSettings settings, PlannerMemory memory, Replicas need) {
        Instant now = situation.now();
        Duration lead = memory.lead().duration();
        Replicas aboveMax = need.minus(settings.bounds().max());
        if (aboveMax.count() > 0) {
            return new Feasibility.Shortfall(aboveMax, now, lead, Reason.AT_MAXIMUM);
        }
        Optional<Throughput> throughput = memory.throughput();
        if (throughput.isPresent()
                && memory.newest().isPresent()
                && situation.fleet() instanceof FleetView fleet) {
            Replicas missing =
                    throughput
                            .get()
                            .replicasFor(memory.newest().getAsDouble())
                            .minus(Replicas.of(fleet.ready()));
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
}

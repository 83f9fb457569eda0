package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Tells what of the need is out of reach: beyond the bounds, or before what is on its way can serve. */
final class Reaches {

    private Reaches() {}

    static Reach of(Situation situation, PlannerSettings settings, Intake intake, Replicas need) {
        Instant now = situation.now();
        Duration lead = intake.lead().duration();
        Replicas beyond = need.minus(settings.bounds().max());
        if (beyond.count() > 0) {
            return new Reach.Shortfall(beyond, now, lead, Reason.AT_MAXIMUM);
        }
        Optional<Throughput> throughput = intake.throughput();
        if (throughput.isPresent()
                && intake.newest().isPresent()
                && situation.fleet() instanceof FleetView fleet) {
            Replicas missing =
                    throughput
                            .get()
                            .replicasFor(intake.newest().getAsDouble())
                            .minus(Replicas.of(fleet.ready()));
            if (missing.count() > 0) {
                return new Reach.Shortfall(
                        missing,
                        now,
                        lead,
                        intake.overdue() ? Reason.CHANGE_IN_FLIGHT : Reason.OUT_OF_REACH);
            }
        }
        return Reach.MET;
    }
}

package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Disruptions;
import dev.tidegate.autoscaler.capacity.LaunchTimes;
import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.situation.FleetView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What looks at the real fleet teach: how long launches take, and what is lost. Not thread-safe. */
final class FleetLearning {
    private final Duration step;
    private final LaunchTimes launches;
    private final Disruptions disruptions = new Disruptions();
    private LeadTime kept; // what the next planner would go on from
    private int keptLaunches;
    private boolean taught; // something new, by the newest look

    FleetLearning(LeadTime prior, Duration step) {
        this.step = step;
        launches = new LaunchTimes(prior);
        kept = prior;
    }

    void look(FleetView fleet) {
        launches.look(fleet.at(), fleet.starting(), fleet.ready());
        disruptions.look(
                fleet.at(),
                Math.max(fleet.floor(), fleet.wanted()),
                fleet.ready(),
                lead().duration().plus(step));
        boolean moved = !lead().isLike(kept);
        kept = moved ? lead() : kept;
        taught = moved || isNearerToEnough() || disruptions.over();
        keptLaunches = taught ? launches.measured() : keptLaunches;
    }

    /** Goes on from what was learned before, when nothing has been seen yet. */
    void resume(PlannerHandover before, Duration since) {
        disruptions.resume(before.losses(), since);
        launches.resume(before.launches());
        kept = lead();
        keptLaunches = launches.measured();
    }

    /** Until launches are enough to be believed each counts, also those of processes that saw only a few. */
    private boolean isNearerToEnough() {
        return launches.measured() > keptLaunches && !LaunchTimes.isEnough(keptLaunches);
    }

    /** The clock was set forward, by now. */
    void setAhead(Instant now, Duration ahead) {
        launches.setAhead(now, ahead);
        disruptions.setAhead(now, ahead);
    }

    LeadTime lead() {
        return launches.leadTime();
    }

    /** Launches of which the lead time is made. */
    int launches() {
        return launches.measured();
    }

    boolean overdue() {
        return launches.overdue();
    }

    Disruptions disruptions() {
        return disruptions;
    }

    /** What was learned so far, if anything was. */
    Optional<PlannerHandover> experience() {
        return disruptions.any() || launches.measured() > 0
                ? Optional.of(new PlannerHandover(disruptions.counts(), launches.seconds()))
                : Optional.empty();
    }

    /** The same where the newest look has changed it enough to be kept. */
    Optional<PlannerHandover> news() {
        return taught ? experience() : Optional.empty();
    }
}

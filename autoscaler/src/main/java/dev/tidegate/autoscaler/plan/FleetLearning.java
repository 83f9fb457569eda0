package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Disruptions;
import dev.tidegate.autoscaler.capacity.LaunchTimes;
import dev.tidegate.autoscaler.capacity.LeadTime;
import dev.tidegate.autoscaler.situation.FleetView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Learns from observations of the real fleet: launch times and lost replicas. Not thread-safe. */
final class FleetLearning {
    private final Duration step;
    private final LaunchTimes launches;
    private final Disruptions disruptions = new Disruptions();
    private LeadTime handedLead; // lead time as last handed over
    private int handedLaunches;
    private boolean hasNews; // the newest observation made a handover worth writing

    FleetLearning(LeadTime prior, Duration step) {
        this.step = step;
        launches = new LaunchTimes(prior);
        handedLead = prior;
    }

    void observe(FleetView fleet) {
        launches.observe(fleet.at(), fleet.starting(), fleet.ready());
        disruptions.observe(
                fleet.at(),
                Math.max(fleet.floor(), fleet.wanted()),
                fleet.ready(),
                lead().duration().plus(step));
        boolean changed = !lead().isCloseTo(handedLead);
        handedLead = changed ? lead() : handedLead;
        hasNews = changed || isCloserToEnough() || disruptions.hasJustEnded();
        handedLaunches = hasNews ? launches.measured() : handedLaunches;
    }

    /** Resumes from an earlier planner, before any observation. */
    void resume(PlannerHandover earlier, Duration since) {
        disruptions.resume(earlier.losses(), since);
        launches.resume(earlier.launches());
        handedLead = lead();
        handedLaunches = launches.measured();
    }

    /** Until there are enough launches each one matters, also those of processes that saw only a few. */
    private boolean isCloserToEnough() {
        return launches.measured() > handedLaunches && !LaunchTimes.isEnough(handedLaunches);
    }

    /** Handles a clock that was set forward by {@code ahead}, to {@code now}. */
    void setAhead(Instant now, Duration ahead) {
        launches.setAhead(now, ahead);
        disruptions.setAhead(now, ahead);
    }

    LeadTime lead() {
        return launches.leadTime();
    }

    /** Number of launches measured. */
    int launches() {
        return launches.measured();
    }

    boolean overdue() {
        return launches.overdue();
    }

    Disruptions disruptions() {
        return disruptions;
    }

    /** What the next planner should know, if anything was learned. */
    Optional<PlannerHandover> handover() {
        return disruptions.hasLosses() || launches.measured() > 0
                ? Optional.of(new PlannerHandover(disruptions.counts(), launches.seconds()))
                : Optional.empty();
    }

    /** The handover, if the newest observation changed it enough to be recorded. */
    Optional<PlannerHandover> changedHandover() {
        return hasNews ? handover() : Optional.empty();
    }
}

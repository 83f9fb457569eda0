package dev.tidegate.autoscaler.plan;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.capacity.Throughput;
import dev.tidegate.autoscaler.guard.GuardContext;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.guard.Guards;
import dev.tidegate.autoscaler.guard.Proposal;
import dev.tidegate.autoscaler.guard.window.WindowMemory;
import dev.tidegate.autoscaler.guard.window.Windows;
import dev.tidegate.autoscaler.shadow.PolicyScore;
import dev.tidegate.autoscaler.shadow.ShadowDecision;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The planner of one workload: a deterministic function of its settings and inputs. The followed shadow policies give
 * the need, the guards narrow it. Not thread-safe; no clock.
 */
public final class Planner {
    private final PlannerSettings settings;
    private final Guards guards;
    private final PlannerMemory memory;
    private final Windows windows;
    private boolean scorePolicies;

    public Planner(PlannerSettings settings) {
        this.settings = settings;
        guards = new Guards(settings.bounds(), settings.guards());
        memory = new PlannerMemory(settings);
        windows = new Windows(settings.guards());
    }

    /** Feeds the past, slot by slot; rates in units a second. */
    public void backfill(Series history) {
        for (int i = 0; i < history.size(); i++) {
            observe(
                    history.timeAt(i),
                    history.isKnown(i)
                            ? OptionalDouble.of(history.value(i))
                            : OptionalDouble.empty());
        }
    }

    /** Resumes from what an earlier planner had learned {@code since} ago; before any observation. */
    public void resume(PlannerHandover earlier, Duration since) {
        memory.resume(earlier, since);
    }

    /** Replaces the history of the guards by that of an earlier planner. */
    public void resume(WindowMemory earlier) {
        windows.resume(earlier);
    }

    /** The history of the guards, for the next planner. */
    public WindowMemory windows(Instant now) {
        return windows.memory(now);
    }

    /** The settings of its guards. */
    public GuardSettings guards() {
        return settings.guards();
    }

    /** Whether forecasts are among its signals. */
    public boolean isForecasting() {
        return settings.forecasting();
    }

    /** What the next planner should know; empty if nothing was learned. */
    public Optional<PlannerHandover> handover() {
        return memory.handover();
    }

    /**
     * The past demand with the work turned away added back. Demand may count arrivals, which include that work, or
     * answers; since the replicas ready back then are unknown, the two can be told apart only above what the largest
     * fleet can serve.
     */
    public Series uncensored(Series measured, Series turnedAway) {
        double servable =
                settings.perReplica()
                        .map(known -> known.of(settings.bounds().max()))
                        .orElse(Double.POSITIVE_INFINITY);
        return UncensoredDemand.of(measured, turnedAway, servable);
    }

    /** Feeds one finished slot of the past; slots come in order, skipped ones are missing. */
    public void observe(Instant slotStart, OptionalDouble rate) {
        memory.addSlot(slotStart, rate);
    }

    /** Feeds an observation of the fleet without asking for a decision. */
    public void observeFleet(FleetView fleet) {
        memory.observeFleet(fleet);
    }

    /** Processes the step just finished, if it is new, and decides. */
    public Decision decide(Situation situation) {
        if (!situation.setAhead().isZero()) {
            windows.resume(windows.memory(situation.now()).clockSetForward(situation.setAhead()));
            memory.setAhead(situation.now(), situation.setAhead());
        }
        if (scorePolicies) {
            memory.scorePolicies();
        }
        Instant slot = memory.latestFinishedSlot(situation.now());
        boolean isNew = memory.isNew(slot);
        if (isNew) {
            memory.addSlot(slot, memory.uncensoredDemand(situation));
        }
        if (situation.fleet() instanceof FleetView fleet) {
            memory.observeFleet(fleet);
            if (isNew) {
                memory.learn(fleet, situation);
            }
            windows.recordPaid(situation.now(), Replicas.of(fleet.total()));
        }
        Replicas currentFloor = Replicas.of(situation.fleet().floor());
        Optional<ShadowDecision> shadow = memory.shadowDecision(situation.latest());
        Replicas need = shadow.map(decision -> Replicas.of(decision.want())).orElse(currentFloor);
        GuardContext context = guardContext(situation, currentFloor, need);
        Proposal proposal = guards.narrow(proposal(currentFloor, need, shadow), context);
        if (situation.fleet() instanceof FleetReading.Unseen unreadable) {
            proposal = proposal.because(unreadable.why()).to(currentFloor, unreadable.why());
        }
        windows.recordDecision(situation.now(), currentFloor, proposal.floor());
        return new Decision(
                situation.now(),
                CapacityPlan.between(
                        currentFloor,
                        proposal.floor(),
                        proposal.reasons(),
                        FeasibilityCheck.of(situation, settings, memory, need)),
                new Explanation(
                        shadow.map(ShadowDecision::policy).orElse(Explanation.NO_POLICY),
                        shadow.map(ShadowDecision::policies).orElse(0),
                        memory.reactive().orElse(currentFloor),
                        need,
                        memory.lead()),
                memory.learned(shadow));
    }

    /** Also scores each policy by itself, from the first decision on; for replays, since it takes memory and time. */
    public Planner withPolicyScores() {
        scorePolicies = true;
        return this;
    }

    /** Scores of each policy by itself since the first decision; empty without {@link #withPolicyScores}. */
    public List<PolicyScore> policyScores() {
        return memory.policyScores();
    }

    /** Throughput of a replica, configured or learned. */
    public Optional<Throughput> throughput() {
        return memory.throughput();
    }

    private Proposal proposal(
            Replicas currentFloor, Replicas need, Optional<ShadowDecision> shadow) {
        if (memory.throughput().isEmpty()) {
            return new Proposal(need, List.of(Reason.THROUGHPUT_UNKNOWN));
        }
        int order = need.compareTo(currentFloor);
        Reason why =
                order > 0
                        ? Reason.NEED_RISES
                        : order < 0 ? Reason.NEED_FALLS : Reason.NEED_UNCHANGED;
        Proposal proposal = new Proposal(need, List.of(why));
        if (memory.hasThinEvidence()) {
            proposal = proposal.because(Reason.THIN_EVIDENCE);
        }
        if (!settings.forecasting()) {
            proposal = proposal.because(Reason.NOT_FORECAST);
        }
        if (shadow.filter(ShadowDecision::unprecedentedRise).isPresent()) {
            proposal = proposal.because(Reason.DEMAND_SURPRISES);
        }
        if (shadow.filter(ShadowDecision::doubtfulCollapse).isPresent()) {
            proposal = proposal.because(Reason.DEMAND_COLLAPSED);
        }
        if (memory.isDisrupted()) {
            proposal = proposal.because(Reason.CAPACITY_LOST);
        }
        return memory.isThroughputLearned()
                ? proposal.because(Reason.THROUGHPUT_LEARNED)
                : proposal;
    }

    private GuardContext guardContext(Situation situation, Replicas currentFloor, Replicas need) {
        Instant now = situation.now();
        windows.recordNeed(now, currentFloor, need);
        return new GuardContext(
                currentFloor,
                demandProblem(situation),
                situation.overrides().stream().filter(override -> override.holdsAt(now)).toList(),
                memory.isOverdue(),
                memory.isIneffective(),
                windows.isHistoryKnown(now),
                windows.peakFloor(),
                windows.peakNeed(),
                windows.isDrained(now),
                windows.affordable(now));
    }

    private Optional<Reason> demandProblem(Situation situation) {
        if (situation.demand() instanceof Observation.Missing missing) {
            return Optional.of(missing.why());
        }
        return situation.demand() instanceof Observation.Partial || memory.isAfterGap()
                ? Optional.of(Reason.DEMAND_PARTIAL)
                : Optional.empty();
    }
}

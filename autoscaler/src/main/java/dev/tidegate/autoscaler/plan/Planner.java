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
 * One workload's planner: a function of its settings and of what it was shown so far. The followed shadow policies say the
 * need, the guards narrow it. Not thread-safe; no clock.
 */
public final class Planner {
    private final PlannerSettings settings;
    private final Guards guards;
    private final PlannerMemory intake;
    private final Windows windows;
    private boolean comparing;

    public Planner(PlannerSettings settings) {
        this.settings = settings;
        guards = new Guards(settings.bounds(), settings.guards());
        intake = new PlannerMemory(settings);
        windows = new Windows(settings.guards());
    }

    /** Shows the past, slot by slot; rates in units a second. */
    public void backfill(Series history) {
        for (int i = 0; i < history.size(); i++) {
            observe(
                    history.timeAt(i),
                    history.isKnown(i)
                            ? OptionalDouble.of(history.value(i))
                            : OptionalDouble.empty());
        }
    }

    /** Goes on from what an earlier planner had learned so long ago; before anything is shown. */
    public void resume(PlannerHandover before, Duration since) {
        intake.resume(before, since);
    }

    /** Goes on from what an earlier planner's guards had seen within their windows, in the place of what its own have. */
    public void resume(WindowMemory before) {
        windows.resume(before);
    }

    /** What the next planner's guards should know. */
    public WindowMemory windows(Instant now) {
        return windows.memory(now);
    }

    /** What its guards may narrow, and how far they look back for it. */
    public GuardSettings guards() {
        return settings.guards();
    }

    /** What the next planner should know; empty if nothing was learned. */
    public Optional<PlannerHandover> experience() {
        return intake.experience();
    }

    /**
     * The past with what was turned away added back. How many replicas were ready then is not known: a demand that counts
     * arrivals, and has it in it already, is told from one that counts answers only above what the largest fleet can serve.
     */
    public Series arrivals(Series seen, Series turnedAway) {
        double servable =
                settings.perReplica()
                        .map(known -> known.of(settings.bounds().max()))
                        .orElse(Double.POSITIVE_INFINITY);
        return UncensoredDemand.of(seen, turnedAway, servable);
    }

    /** Shows one finished slot of the past; slots come in order, gaps are missing slots. */
    public void observe(Instant slotStart, OptionalDouble rate) {
        intake.slot(slotStart, rate);
    }

    /** Shows the fleet at an instant for which no decision is asked. */
    public void look(FleetView fleet) {
        intake.look(fleet);
    }

    /** Takes in the step just finished, if it is new, and decides. */
    public Decision decide(Situation situation) {
        if (!situation.setAhead().isZero()) {
            windows.resume(windows.memory(situation.now()).later(situation.setAhead()));
            intake.setAhead(situation.now(), situation.setAhead());
        }
        if (comparing) {
            intake.compare();
        }
        Instant slot = intake.newestEnded(situation.now());
        boolean isNew = intake.isNew(slot);
        if (isNew) {
            intake.slot(slot, intake.arrived(situation));
        }
        if (situation.fleet() instanceof FleetView fleet) {
            intake.look(fleet);
            if (isNew) {
                intake.learn(fleet, situation);
            }
            windows.pay(situation.now(), Replicas.of(fleet.total()));
        }
        Replicas standing = Replicas.of(situation.fleet().floor());
        Optional<ShadowDecision> following = intake.following(situation.latest());
        Replicas need = following.map(now -> Replicas.of(now.want())).orElse(standing);
        GuardContext context = circumstances(situation, standing, need);
        Proposal proposal = guards.narrow(proposal(standing, need, following), context);
        if (situation.fleet() instanceof FleetReading.Unseen unseen) {
            proposal = proposal.because(unseen.why()).to(standing, unseen.why());
        }
        windows.decide(situation.now(), standing, proposal.floor());
        return new Decision(
                situation.now(),
                CapacityPlan.between(
                        standing,
                        proposal.floor(),
                        proposal.reasons(),
                        FeasibilityCheck.of(situation, settings, intake, need)),
                new Explanation(
                        following.map(ShadowDecision::policy).orElse(Explanation.NO_POLICY),
                        following.map(ShadowDecision::policies).orElse(0),
                        reactive().orElse(standing),
                        need,
                        intake.lead()),
                intake.lessons(following));
    }

    /** Counts from the first decision on what each policy alone comes to; for replays, since it takes memory and time. */
    public Planner comparing() {
        comparing = true;
        return this;
    }

    /** What each policy alone has come to since the first decision; none without {@link #comparing}. */
    public List<PolicyScore> standings() {
        return intake.standings();
    }

    /** What a replica serves, as configured or learned. */
    public Optional<Throughput> throughput() {
        return intake.throughput();
    }

    private Proposal proposal(
            Replicas standing, Replicas need, Optional<ShadowDecision> following) {
        if (intake.throughput().isEmpty()) {
            return new Proposal(need, List.of(Reason.THROUGHPUT_UNKNOWN));
        }
        int order = need.compareTo(standing);
        Reason why =
                order > 0
                        ? Reason.NEED_RISES
                        : order < 0 ? Reason.NEED_FALLS : Reason.NEED_UNCHANGED;
        Proposal proposal = new Proposal(need, List.of(why));
        if (intake.thin()) {
            proposal = proposal.because(Reason.THIN_EVIDENCE);
        }
        if (!settings.foresight()) {
            proposal = proposal.because(Reason.NOT_FORECAST);
        }
        if (following.filter(ShadowDecision::surprised).isPresent()) {
            proposal = proposal.because(Reason.DEMAND_SURPRISES);
        }
        if (following.filter(ShadowDecision::doubted).isPresent()) {
            proposal = proposal.because(Reason.DEMAND_COLLAPSED);
        }
        if (intake.disrupted()) {
            proposal = proposal.because(Reason.CAPACITY_LOST);
        }
        return intake.throughputLearned() ? proposal.because(Reason.THROUGHPUT_LEARNED) : proposal;
    }

    private GuardContext circumstances(Situation situation, Replicas standing, Replicas need) {
        Instant now = situation.now();
        windows.see(now, standing, need);
        return new GuardContext(
                standing,
                doubt(situation),
                situation.overrides().stream().filter(word -> word.holdsAt(now)).toList(),
                intake.overdue(),
                intake.ineffective(),
                windows.known(now),
                windows.peakFloor(),
                windows.peakNeed(),
                windows.drained(now),
                windows.affordable(now));
    }

    private Optional<Reason> doubt(Situation situation) {
        if (situation.demand() instanceof Observation.Missing missing) {
            return Optional.of(missing.why());
        }
        return intake.afterGap() ? Optional.of(Reason.DEMAND_PARTIAL) : Optional.empty();
    }

    private Optional<Replicas> reactive() {
        Optional<Throughput> throughput = intake.throughput();
        return throughput.isPresent() && intake.newest().isPresent()
                ? Optional.of(throughput.get().replicasFor(intake.newest().getAsDouble()))
                : Optional.empty();
    }
}

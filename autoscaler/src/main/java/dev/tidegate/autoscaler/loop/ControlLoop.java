package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.demand.SignalFeed;
import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.Leader;
import dev.tidegate.autoscaler.loop.record.OverrideRecord.AuthoredOverride;
import dev.tidegate.autoscaler.loop.record.TierStanding;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One workload's control loop. A cycle resolves an open change, polls demand, reads the fleet, lets the planner decide, records
 * what it knew and decided, and only then changes the fleet: no ledger entry, no change.
 *
 * <p>Failures outside the process become reasons in the cycle, never exceptions; an exception is a bug. Not thread-safe; no
 * clock.
 */
public final class ControlLoop {
    private final String workload;
    private final Mode mode;
    private final PlannerFeed feed;
    private final SignalFeed signals;
    private final FleetReader fleet;
    private final Target target;
    private final Intervention intervention;
    private final Notices notices;
    private final TierLadder tierLadder;
    private final Journal journal;
    private final CycleThinning thinning;
    private final FloorWriter writer;

    public ControlLoop(LoopDependencies dependencies) {
        this.workload = dependencies.settings().name();
        this.mode = dependencies.mode();
        this.journal =
                new Journal(
                        dependencies.ledger(),
                        workload,
                        dependencies.holder(),
                        dependencies.shared().maxUnwrittenChars());
        this.thinning = new CycleThinning(journal, dependencies.shared().repeatInterval());
        this.target = dependencies.target();
        this.intervention = dependencies.intervention();
        this.notices = dependencies.shared().notices();
        this.signals = new SignalFeed(dependencies.metrics(), dependencies.settings().signals());
        this.feed = new PlannerFeed(dependencies, signals, journal, thinning);
        this.fleet =
                new FleetReader(
                        dependencies.actuator(),
                        dependencies.target(),
                        dependencies.settings().bounds().min(),
                        dependencies.shared().troubles(),
                        dependencies.shared().maxReadingAge());
        this.tierLadder = new TierLadder(dependencies, journal);
        this.writer = new FloorWriter(dependencies, journal);
    }

    /** Runs one cycle; the clock was not set since the last one. */
    public Cycle run(Instant at) {
        return run(at, Duration.ZERO);
    }

    /**
     * Runs one cycle. The instant is truncated to milliseconds, which is what the ledger keeps and a replay decides with.
     *
     * @param setAhead how far the clock was set forward since the cycle before
     */
    public Cycle run(Instant at, Duration setAhead) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        Optional<Action.Attempted> settled =
                writer.settle(now); // before anything else: an open change must be resolved first
        settled.ifPresent(this::confirmFloor);

        List<Slot> slots = feed.poll(now);
        FleetReading reading = fleet.read();
        List<AuthoredOverride> overrides = overrides(now);
        Situation situation =
                new Situation(
                        now,
                        feed.newest(),
                        reading,
                        feed.latest(now),
                        signals.queued(now),
                        signals.turnedAway(now),
                        overrides.stream().map(AuthoredOverride::override).toList(),
                        setAhead);
        Decision decision = feed.decide(slots, situation);
        OptionalDouble latency = signals.latencyP99(now);
        boolean leads = mode == Mode.ADVISE || writer.leads(now);
        Tier tier = tierLadder.update(situation, decision, latency, leads);

        Cycle cycle =
                new Cycle(
                        workload,
                        mode,
                        slots,
                        situation,
                        latency,
                        decision,
                        tier,
                        tierLadder.standing(),
                        overrides);
        boolean recorded = thinning.record(cycle);
        Action action = act(cycle, recorded);
        Leader leader = mode == Mode.ADVISE ? new Leader.Nobody() : writer.leader(now);
        return cycle.withLeader(leader).withAction(action, settled, journal.trouble());
    }

    /** Overrides from operators, and from runs that are in progress. */
    private List<AuthoredOverride> overrides(Instant now) {
        List<AuthoredOverride> all = new ArrayList<>(notices.overrides(workload, now));
        all.addAll(intervention.overrides(target, now));
        return all;
    }

    private Action act(Cycle cycle, boolean recorded) {
        if (mode == Mode.ACT && recorded) { // if the store just failed, do not wait for it again
            writer.keepLeadership(cycle.at());
        }
        Optional<Change> change = fleet.change(cycle.decision().plan());
        if (change.isEmpty()) {
            if (cycle.situation().fleet() instanceof FleetView) {
                writer.floorIsAsPlanned();
            }
            return new Action.None();
        }
        if (mode == Mode.ADVISE) {
            return new Action.Advised(change.get());
        }
        Action action = writer.write(change.get(), cycle.at(), recorded);
        if (action instanceof Action.Attempted attempted) {
            confirmFloor(attempted);
        }
        return action;
    }

    private void confirmFloor(Action.Attempted attempted) {
        if (attempted.outcome() instanceof Outcome.Done done) {
            fleet.afterChange(done.after());
        }
    }

    /** Why the current tier lasts; empty outside of tiers. */
    Optional<TierStanding> standing() {
        return tierLadder.standing();
    }

    /** The current tier. */
    public Tier tier() {
        return tierLadder.tier();
    }
}

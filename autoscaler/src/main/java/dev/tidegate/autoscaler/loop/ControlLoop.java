package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.demand.SignalFeed;
import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.situation.FleetReading;
import dev.tidegate.autoscaler.situation.FleetView;
import dev.tidegate.autoscaler.situation.FloorOverride;
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
 * One workload's control loop. A cycle settles what is open, asks for demand, looks at the fleet, lets the planner decide,
 * records what it knew and decided, and only then changes the world: an entry that cannot be written means no change.
 *
 * <p>What goes wrong outside is a reason in the cycle, never an exception; an exception is a mistake in the program. Not
 * thread-safe; no clock.
 */
public final class ControlLoop {
    private final String workload;
    private final Mode mode;
    private final PlannerFeed demand;
    private final SignalFeed signals;
    private final FleetReader fleet;
    private final Target target;
    private final Intervention intervention;
    private final Notices notices;
    private final TierLadder tierLadder;
    private final Journal journal;
    private final CycleThinning thinning;
    private final FloorWriter writer;

    public ControlLoop(LoopDependencies parts) {
        this.workload = parts.settings().name();
        this.mode = parts.mode();
        this.journal =
                new Journal(parts.ledger(), workload, parts.holder(), parts.shared().unwritten());
        this.thinning = new CycleThinning(journal, parts.shared().quiet());
        this.demand = PlannerFeed.of(parts, thinning);
        this.target = parts.target();
        this.intervention = parts.intervention();
        this.notices = parts.shared().notices();
        this.signals = new SignalFeed(parts.metrics(), parts.settings().signals());
        this.fleet =
                new FleetReader(
                        parts.actuator(),
                        parts.target(),
                        parts.settings().bounds().min(),
                        parts.shared().troubles(),
                        parts.shared().oldestLook());
        this.tierLadder = TierLadder.of(parts, journal);
        this.writer = new FloorWriter(parts, journal);
    }

    /** One cycle, by a clock that nobody sets. */
    public Cycle run(Instant at) {
        return run(at, Duration.ZERO);
    }

    /**
     * One cycle, at an instant to the millisecond, as the ledger keeps it and a replay decides.
     *
     * @param setAhead how far the clock was set forward since the cycle before
     */
    public Cycle run(Instant at, Duration setAhead) {
        Instant now = at.truncatedTo(ChronoUnit.MILLIS);
        Optional<Action.Carried> settled =
                writer.settle(now); // what became of an open change comes before anything else
        settled.ifPresent(this::heed);

        List<Slot> slots = demand.ask(now);
        FleetReading seen = fleet.look();
        Situation situation =
                new Situation(
                        now,
                        demand.newest(),
                        seen,
                        demand.latest(now),
                        signals.queued(now),
                        signals.turnedAway(now),
                        overrides(now),
                        setAhead);
        Decision decision = demand.decide(slots, situation);
        OptionalDouble latency = signals.latencyP99(now);
        Tier tier = tierLadder.climb(situation, decision, latency);

        Cycle cycle = new Cycle(workload, mode, slots, situation, latency, decision, tier);
        boolean recorded = thinning.record(cycle);
        Action action = act(cycle, recorded);
        return cycle.with(action, settled, journal.trouble());
    }

    /** What operators said by the command line, and what their living runs hold up. */
    private List<FloorOverride> overrides(Instant now) {
        List<FloorOverride> all = new ArrayList<>(notices.overrides(workload, now));
        all.addAll(intervention.overrides(target, now));
        return all;
    }

    private Action act(Cycle cycle, boolean recorded) {
        if (mode == Mode.ACT && recorded) { // else nobody waits for the store once more
            writer.keepTurn(cycle.at());
        }
        Optional<Change> change = fleet.change(cycle.decision().plan());
        if (change.isEmpty()) {
            if (cycle.situation().fleet() instanceof FleetView) {
                writer.isAsPlanned();
            }
            return new Action.None();
        }
        if (mode == Mode.ADVISE) {
            return new Action.Advised(change.get());
        }
        Action action = writer.write(change.get(), cycle.at(), recorded);
        if (action instanceof Action.Carried carried) {
            heed(carried);
        }
        return action;
    }

    private void heed(Action.Carried carried) {
        if (carried.outcome() instanceof Outcome.Done done) {
            fleet.changed(done.after());
        }
    }

    /** The tier in force. */
    public Tier tier() {
        return tierLadder.tier();
    }
}

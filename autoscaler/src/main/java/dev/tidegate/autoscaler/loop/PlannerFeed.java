package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.demand.DemandFeed;
import dev.tidegate.autoscaler.demand.History;
import dev.tidegate.autoscaler.demand.SignalFeed;
import dev.tidegate.autoscaler.demand.Slot;
import dev.tidegate.autoscaler.guard.GuardSettings;
import dev.tidegate.autoscaler.guard.window.WindowMemory;
import dev.tidegate.autoscaler.loop.record.CycleJson;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.plan.Decision;
import dev.tidegate.autoscaler.plan.Planner;
import dev.tidegate.autoscaler.plan.PlannerHandover;
import dev.tidegate.autoscaler.situation.Observation;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.autoscaler.situation.Situation;
import dev.tidegate.forecaster.series.Series;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows a planner every slot once, in order, the past first. While the past cannot be asked for, or too many others are being
 * shown theirs, a planner without one decides; a new one takes its place as soon as the past is there.
 */
final class PlannerFeed {
    private static final Logger LOG = LoggerFactory.getLogger(PlannerFeed.class);

    private final String workload;
    private final DemandFeed feed;
    private final SignalFeed signals;
    private final Duration step;
    private final Duration history;
    private final Supplier<Planner> planners;
    private final CycleThinning thinning;
    private final BackfillPermits backfills;
    private final Troubles troubles;
    private Planner planner;
    private Optional<WindowMemory> windows = Optional.empty(); // that a planner begins with
    private boolean recalled; // whether they hold what the processes before this one did
    private Instant asked = Instant.MIN;
    private boolean begun;
    private boolean remembers;
    private Optional<Instant> next = Optional.empty(); // start of the first slot not shown yet
    private Observation newest = new Observation.Missing(Reason.DEMAND_MISSING);

    private PlannerFeed(LoopDependencies parts, DemandFeed feed, CycleThinning thinning) {
        this.workload = parts.settings().name();
        this.feed = feed;
        this.signals = new SignalFeed(parts.metrics(), parts.settings().signals());
        this.step = parts.settings().demand().step();
        this.history = parts.settings().demand().history();
        this.planners = parts.planners();
        this.thinning = thinning;
        this.backfills = parts.shared().backfills();
        this.troubles = parts.shared().troubles();
        this.planner = planners.get();
        this.remembers = history.compareTo(step) < 0;
    }

    static PlannerFeed of(LoopDependencies parts, CycleThinning thinning) {
        String query =
                parts.settings()
                        .demand()
                        .query()
                        .orElseThrow(
                                () -> new IllegalArgumentException("a loop needs demand.query"));
        Duration step = parts.settings().demand().step();
        return new PlannerFeed(parts, new DemandFeed(parts.metrics(), query, step), thinning);
    }

    /** The slots that finished since the last call; none while the newest is the same. */
    List<Slot> ask(Instant now) {
        if (next.isPresent()
                && next.get().isAfter(feed.newestFinished(now).plus(step.multipliedBy(2)))) {
            LOG.warn("{}: the clock was set back, the past is read again", workload);
            startOver();
        }
        if (!recalled) {
            recall(now);
        }
        asked = now;
        if (!begun) {
            Optional<PlannerHandover> learned = goOn(now);
            thinning.begin(
                    now,
                    CycleRecord.STARTED,
                    CycleJson.started(step, history, learned, planner.windows(now)));
            begun = true;
        }
        if (!remembers && backfills.begin(now)) {
            try {
                remember(now);
            } finally {
                backfills.end(remembers, now);
            }
        }
        List<Slot> slots = feed.slots(next.orElse(feed.newestFinished(now)), now);
        if (!slots.isEmpty()) {
            Slot last = slots.get(slots.size() - 1);
            newest = last.observation();
            next = Optional.of(last.start().plus(step));
        }
        return slots;
    }

    /** What was seen of the newest slot. */
    Observation newest() {
        return newest;
    }

    /** Demand as it reads now, within the slot that is not over yet. */
    OptionalDouble latest(Instant now) {
        return feed.latest(now);
    }

    /** Shows the planner the slots, the last of them by way of the situation, and lets it decide. */
    Decision decide(List<Slot> slots, Situation situation) {
        for (Slot slot : slots.subList(0, Math.max(0, slots.size() - 1))) {
            planner.observe(slot.start(), slot.observation().value());
        }
        return planner.decide(situation);
    }

    /**
     * What the processes before this one removed and spent. While the ledger cannot be read nobody knows, and nothing can be
     * changed either; once it can be, the planner is told.
     */
    private void recall(Instant now) {
        GuardSettings guards = planner.guards();
        Optional<WindowMemory> past = thinning.windows(guards, now);
        recalled = past.isPresent();
        if (windows.isEmpty()) {
            windows = past.or(() -> Optional.of(WindowMemory.unknown(now, guards.scaleInWindow())));
        } else if (recalled) {
            WindowMemory own = (begun ? planner.windows(asked) : windows.get()).notAfter(now);
            windows = past.map(before -> before.then(own));
            if (begun) {
                LOG.info("{}: the ledger can be read, and says what was before", workload);
                planner.resume(windows.get());
                thinning.recall(now, windows.get());
            }
        }
    }

    /** Lets a planner go on from what the one before it had learned; what that is, if anything. */
    private Optional<PlannerHandover> goOn(Instant now) {
        windows.map(before -> before.notAfter(now)).ifPresent(planner::resume);
        thinning.learned().ifPresent(last -> goOn(last, now));
        return planner.experience();
    }

    private void goOn(Draft last, Instant now) {
        Duration since = Duration.between(last.at(), now);
        CycleRecord.learned(last).ifPresent(known -> planner.resume(known, since));
    }

    /** Puts a planner that has seen nothing in the place of the one before, whose guards' windows it goes on from. */
    private void startOver() {
        windows = Optional.of(planner.windows(asked));
        planner = planners.get();
        remembers = history.compareTo(step) < 0;
        begun = false;
        next = Optional.empty();
        newest = new Observation.Missing(Reason.DEMAND_MISSING);
    }

    /** Reads the past up to before the newest slot, which is asked for like any other. */
    private void remember(Instant now) {
        History past =
                feed.history(
                        history,
                        now.minus(step),
                        (read, all) ->
                                LOG.info("{}: {} of {} slots of history", workload, read, all));
        if (past instanceof History.Unavailable none) {
            troubles.stands(
                    workload,
                    none.why().code(),
                    "no history yet, asked again each cycle: "
                            + none.why().code()
                            + " ("
                            + none.detail()
                            + ")");
            return;
        }
        windows = Optional.of(planner.windows(now));
        planner = planners.get();
        Optional<PlannerHandover> learned = goOn(now);
        Series seen = ((History.Read) past).series();
        Series series =
                signals.turnedAway(step, history, now.minus(step))
                        .map(away -> planner.arrivals(seen, away))
                        .orElse(seen);
        planner.backfill(series);
        thinning.begin(
                now, CycleRecord.HISTORY, CycleJson.history(series, learned, planner.windows(now)));
        next = Optional.of(series.end());
        remembers = true;
        troubles.over(workload);
        LOG.info("{}: history of {} slots, {} known", workload, series.size(), series.knownSlots());
    }
}

package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.config.DemandSettings;
import dev.tidegate.autoscaler.demand.DemandFeed;
import dev.tidegate.autoscaler.demand.History;
import dev.tidegate.autoscaler.demand.LateSamples;
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
import dev.tidegate.runbooks.ledger.LedgerException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds a planner every slot once, in order, history first. While the history cannot be read, or too many other workloads are
 * reading theirs, a planner without history decides; it is replaced by one with history as soon as that has been read.
 */
final class PlannerFeed {
    private static final Logger LOG = LoggerFactory.getLogger(PlannerFeed.class);

    private final String workload;
    private final DemandFeed feed;
    private final SignalFeed signals;
    private final Duration step;
    private final Duration history;
    private final Supplier<Planner> plannerFactory;
    private final Journal journal;
    private final CycleThinning thinning;
    private final BackfillPermits backfills;
    private final Troubles troubles;
    private Planner planner;
    private LateSamples lateSamples;
    private Optional<WindowMemory> windows = Optional.empty(); // that the next planner starts with
    private boolean windowsRecalled; // whether they include what earlier processes did
    private Instant lastPoll = Instant.MIN;
    private boolean started;
    private boolean historyRead;
    private boolean turnedAwayUnread; // the history is without it, and is read again with it
    private Optional<Instant> next = Optional.empty(); // start of the first slot not fed yet
    private Observation newest = new Observation.Missing(Reason.DEMAND_MISSING);

    PlannerFeed(
            LoopDependencies dependencies,
            SignalFeed signals,
            Journal journal,
            CycleThinning thinning) {
        DemandSettings demand = dependencies.settings().demand();
        this.workload = dependencies.settings().name();
        this.step = demand.step();
        this.history = demand.history();
        String query =
                demand.query()
                        .orElseThrow(
                                () -> new IllegalArgumentException("a loop needs demand.query"));
        this.feed = new DemandFeed(dependencies.metrics(), query, step);
        this.signals = signals;
        this.plannerFactory = dependencies.plannerFactory();
        this.journal = journal;
        this.thinning = thinning;
        this.backfills = dependencies.shared().backfills();
        this.troubles = dependencies.shared().troubles();
        this.planner = plannerFactory.get();
        this.lateSamples = new LateSamples(step);
        this.historyRead = history.compareTo(step) < 0;
    }

    /** The slots that finished since the last call; empty if there is no new one. */
    List<Slot> poll(Instant now) {
        if (next.isPresent()
                && next.get().isAfter(feed.newestFinished(now).plus(step.multipliedBy(2)))) {
            LOG.debug("{}: the clock was set back, the past is read again", workload);
            startOver();
        }
        if (!windowsRecalled) {
            recallWindows(now);
        }
        lastPoll = now;
        if (!started) {
            Optional<PlannerHandover> learned = resume(now);
            thinning.startPlanner(
                    now,
                    CycleRecord.STARTED,
                    CycleJson.started(
                            step, history, learned, planner.windows(now), planner.isForecasting()));
            started = true;
        }
        if (isHistoryDue(now) && backfills.tryAcquire(now)) {
            boolean again = historyRead;
            try {
                readHistory(now);
            } finally {
                backfills.release(historyRead && !again, now);
            }
        }
        List<Slot> slots = newSlots(now);
        if (!slots.isEmpty()) {
            Slot last = slots.get(slots.size() - 1);
            newest = last.observation();
            next = Optional.of(last.start().plus(step));
        }
        return slots;
    }

    private boolean isHistoryDue(Instant now) {
        boolean newSlot = next.filter(first -> first.isAfter(feed.newestFinished(now))).isEmpty();
        return !historyRead || (turnedAwayUnread && newSlot);
    }

    /** The slots since the last poll; the one before them is read again, which tells whether it was read too early. */
    private List<Slot> newSlots(Instant now) {
        Instant newestFinished = feed.newestFinished(now);
        Instant first = next.orElse(newestFinished);
        if (first.isAfter(newestFinished)) {
            return List.of();
        }
        List<Slot> read = feed.slots(first.minus(step), now);
        List<Slot> slots = lateSamples.judge(read.get(0), read.subList(1, read.size()));
        String subject = "demand of " + workload;
        lateSamples
                .evidence()
                .ifPresentOrElse(
                        evidence ->
                                troubles.report(
                                        subject,
                                        "samples arrive late",
                                        evidence
                                                + ": samples arrive late, and the floor is not lowered meanwhile; compare"
                                                + " the clocks of this machine and the metrics server, and see whether a"
                                                + " remote write lags, or ask for an earlier time (offset 1m in the"
                                                + " query)"),
                        () -> troubles.clear(subject));
        return slots;
    }

    /** The observation of the newest slot. */
    Observation newest() {
        return newest;
    }

    /** Demand right now, within the unfinished slot. */
    OptionalDouble latest(Instant now) {
        return feed.latest(now);
    }

    /** Feeds the slots to the planner, the last one as part of the situation, and returns its decision. */
    Decision decide(List<Slot> slots, Situation situation) {
        for (Slot slot : slots.subList(0, Math.max(0, slots.size() - 1))) {
            planner.observe(slot.start(), slot.observation().value());
        }
        return planner.decide(situation);
    }

    /**
     * Restores from the ledger what earlier processes removed and spent. While the ledger cannot be read this is unknown, and
     * nothing can be changed anyway; the planner is updated once it can be read.
     */
    private void recallWindows(Instant now) {
        GuardSettings guards = planner.guards();
        Optional<WindowMemory> past = recordedWindows(guards, now);
        windowsRecalled = past.isPresent();
        if (windows.isEmpty()) {
            windows = past.or(() -> Optional.of(WindowMemory.unknown(now, guards.scaleInWindow())));
        } else if (windowsRecalled) {
            WindowMemory ownWindows =
                    (started ? planner.windows(lastPoll) : windows.get()).clockSetBack(now);
            windows = past.map(before -> before.followedBy(ownWindows));
            if (started) {
                LOG.info("{}: the ledger can be read, and says what was before", workload);
                planner.resume(windows.get());
                journal.note(now, CycleRecord.RECALLED, CycleJson.recalled(windows.get()));
            }
        }
    }

    /** The guards' windows that end at {@code now}, by the ledger; empty if it cannot be read. */
    private Optional<WindowMemory> recordedWindows(GuardSettings guards, Instant now) {
        try {
            return Optional.of(journal.windows(guards, now));
        } catch (LedgerException e) {
            LOG.debug("what was removed and spent before cannot be read", e);
            return Optional.empty();
        }
    }

    /** Restores what the previous planner had learned, as far as the ledger can be read, and returns it. */
    private Optional<PlannerHandover> resume(Instant now) {
        windows.map(before -> before.clockSetBack(now)).ifPresent(planner::resume);
        try {
            journal.newest(CycleRecord.LEARNED).ifPresent(last -> resume(last.content(), now));
        } catch (LedgerException e) {
            LOG.debug("what was learned of the fleet cannot be read", e);
        }
        return planner.handover();
    }

    private void resume(Draft last, Instant now) {
        Duration since = Duration.between(last.at(), now);
        CycleRecord.learned(last).ifPresent(known -> planner.resume(known, since));
    }

    /** Replaces the planner by one without history, which keeps the windows of the guards. */
    private void startOver() {
        windows = Optional.of(planner.windows(lastPoll));
        planner = plannerFactory.get();
        historyRead = history.compareTo(step) < 0;
        lateSamples = new LateSamples(step);
        started = false;
        next = Optional.empty();
        newest = new Observation.Missing(Reason.DEMAND_MISSING);
    }

    /**
     * Reads the history up to the newest slot, which is polled like any other. If only what was turned away cannot be read, the
     * planner starts without it, and anew once it can.
     */
    private void readHistory(Instant now) {
        Optional<History> turnedAway =
                turnedAwayUnread
                        ? signals.turnedAway(step, history, now.minus(step))
                        : Optional.empty();
        if (turnedAway.filter(History.Unavailable.class::isInstance).isPresent()) {
            return; // as before
        }
        History past =
                feed.history(
                        history,
                        now.minus(step),
                        (read, all) ->
                                LOG.info("{}: {} of {} slots of history", workload, read, all));
        if (past instanceof History.Unavailable unavailable) {
            if (!historyRead) {
                report("no history yet, asked again each cycle", unavailable);
            }
            return;
        }
        start(
                ((History.Read) past).series(),
                turnedAway.or(() -> signals.turnedAway(step, history, now.minus(step))),
                now);
    }

    private void report(String what, History.Unavailable why) {
        troubles.report(
                workload,
                why.why().code(),
                "%s: %s (%s)".formatted(what, why.why().code(), why.detail()));
    }

    private void start(Series observed, Optional<History> turnedAway, Instant now) {
        windows = Optional.of(planner.windows(now));
        planner = plannerFactory.get();
        Optional<PlannerHandover> learned = resume(now);
        Series series =
                turnedAway
                        .filter(History.Read.class::isInstance)
                        .map(away -> planner.uncensored(observed, ((History.Read) away).series()))
                        .orElse(observed);
        planner.backfill(series);
        thinning.startPlanner(
                now,
                CycleRecord.HISTORY,
                CycleJson.history(series, learned, planner.windows(now), planner.isForecasting()));
        next = Optional.of(series.end());
        historyRead = true;
        troubles.clear(workload);
        turnedAwayUnread = false;
        turnedAway
                .filter(History.Unavailable.class::isInstance)
                .ifPresent(
                        unread -> {
                            turnedAwayUnread = true;
                            report(
                                    "the history is without what was turned away, asked again each step",
                                    (History.Unavailable) unread);
                        });
        LOG.info("{}: history of {} slots, {} known", workload, series.size(), series.knownSlots());
    }
}

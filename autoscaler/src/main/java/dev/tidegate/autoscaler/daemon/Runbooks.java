package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.loop.Intervention;
import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.autoscaler.loop.record.OverrideRecord.AuthoredOverride;
import dev.tidegate.autoscaler.loop.record.TierBook;
import dev.tidegate.autoscaler.loop.record.TierBook.Opening;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.cli.show.LogLines;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import dev.tidegate.runbooks.run.record.LostEffects;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView.Status;
import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.Tier;
import dev.tidegate.runbooks.trigger.AutomaticRuns;
import dev.tidegate.runbooks.trigger.TriggerOutcome;
import dev.tidegate.runbooks.trigger.TriggerOutcome.Refused;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The daemon's side of runbooks. A floor that an active run raised counts as an override until its lease ends, or the loop would
 * lower it at once; automatic books are started when their signal or tier triggers them; runs that wait for a live process (their
 * lease expired, or their process died) are continued. All of it on one thread.
 */
final class Runbooks implements Intervention, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runbooks.class);
    private static final String AUTOMATIC = "automatic books";
    private static final String BROKEN = "books that do not load";
    private static final String RUNS = "runs";
    private static final String STUCK = "runs that wait for a person";
    private static final String LOST = "runs whose effect is gone";
    private static final Duration READ_INTERVAL = Duration.ofMillis(100);
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(5);
    private static final Duration PAUSE_TOLERANCE = Duration.ofSeconds(5); // above GC pauses
    private static final Set<Status> MAY_HAVE_APPLIED = Set.of(Status.INTENDED, Status.DONE);

    private final Runs runs;
    private final BookShelf shelf;
    private final Optional<AutomaticRuns> automaticRuns;
    private final InstantSource clock;
    private final Troubles troubles;
    private final LostEffects lostEffects;
    private List<RunView> active = List.of();
    private Optional<Instant> unreadSince = Optional.empty(); // while the ledger cannot be read
    private Instant nextRead = Instant.MIN;
    private Instant lastSweep = Instant.MAX; // confined to the thread
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "runs"));

    /** @param automaticRuns starts automatic books; empty if the daemon only advises */
    Runbooks(
            Runs runs,
            BookShelf shelf,
            Optional<AutomaticRuns> automaticRuns,
            InstantSource clock,
            Troubles troubles) {
        this.runs = runs;
        this.shelf = shelf;
        this.automaticRuns = automaticRuns;
        this.clock = clock;
        this.troubles = troubles;
        this.lostEffects = new LostEffects(runs::read);
    }

    /** @param beforeSweep runs before each sweep, so that its problems are reported before anyone needs it */
    @SuppressWarnings("FutureReturnValueIgnored") // a sweep reports its own failures
    void start(Runnable beforeSweep) {
        lastSweep = clock.instant();
        long millis = SWEEP_INTERVAL.toMillis();
        thread.scheduleWithFixedDelay(
                () -> sweepSafely(beforeSweep), millis, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public List<AuthoredOverride> overrides(Target target, Instant now) {
        return active(now).stream().flatMap(run -> floors(run, target, now)).toList();
    }

    /** Runs that are not finished, read at most once an interval for all loops. */
    private synchronized List<RunView> active(Instant now) {
        boolean setBack = now.plus(READ_INTERVAL).isBefore(nextRead);
        if (!now.isBefore(nextRead) || setBack) {
            nextRead = now.plus(READ_INTERVAL);
            try {
                active = runs.all().stream().filter(run -> !run.state().isFinal()).toList();
                unreadSince = Optional.empty();
            } catch (LedgerException e) {
                LOG.debug("runs cannot be read, the last known ones stay in force", e);
                unreadSince = unreadSince.or(() -> Optional.of(now));
            }
        }
        return active;
    }

    @Override
    public List<TierBook> books(Tier tier) {
        try {
            return shelf.headers().stream()
                    .filter(book -> book.tier().equals(Integer.toString(tier.level())))
                    .map(book -> new TierBook(book.name(), opening(shelf.find(book.name()))))
                    .toList();
        } catch (UncheckedIOException e) {
            LOG.warn("no books to propose: {}", e.getMessage());
            return List.of();
        }
    }

    private Opening opening(Optional<Book> loaded) {
        return loaded.filter(book -> book.automatic() && automaticRuns.isPresent())
                .map(book -> book.signal().isPresent() ? Opening.SIGNAL : Opening.TIER)
                .orElse(Opening.PERSON);
    }

    @Override
    public void entered(Tier tier, String workload, Evidence evidence, Instant at) {
        double share = evidence.busyShare().orElse(evidence.shortfall().orElse(0));
        String rule = workload + " entered tier " + tier.level() + " on " + evidence;
        Trigger why = new Trigger(at, share, rule, List.of(new Sample(at, share)));
        checkInBackground(auto -> auto.tierReached(tier.level(), workload, why, clock.instant()));
    }

    @Override
    public void left(Tier tier, String workload) {
        checkInBackground(auto -> auto.tierLeft(tier.level(), workload));
    }

    private void checkInBackground(Function<AutomaticRuns, List<TriggerOutcome>> check) {
        automaticRuns.ifPresent(
                auto -> thread.execute(() -> reportTriggers(auto, () -> check.apply(auto))));
    }

    /** Describes the runs that are not finished, and says so if the ledger cannot tell what they are now. */
    synchronized List<String> describe(Instant now) {
        List<RunView> known = active(now);
        String stale =
                unreadSince
                        .map(since -> " (as of " + since + ": the ledger cannot be read)")
                        .orElse("");
        return known.stream().map(run -> LogLines.living(run) + stale).toList();
    }

    private static Stream<AuthoredOverride> floors(RunView run, Target target, Instant now) {
        Instant until =
                run.until()
                        .filter(end -> run.state() == RunState.IN_FORCE) // already verified
                        .orElse(now.plus(SWEEP_INTERVAL.multipliedBy(2)));
        return run.plan().changes().stream()
                .filter(step -> step.target().equals(target))
                .filter(step -> MAY_HAVE_APPLIED.contains(run.step(step.id()).status()))
                .flatMap(step -> floor(step).stream())
                .map(least -> AuthoredOverride.ofRun(run.id(), run.author(), least, until));
    }

    private static Optional<Replicas> floor(PlannedChange step) {
        return Optional.ofNullable(step.desired().get("floor"))
                .filter(value -> value.canConvertToInt())
                .map(value -> Replicas.of(value.intValue()));
    }

    /** A message if the process was suspended since the last sweep, which only the clock shows. */
    static Optional<String> pauseWarning(Instant lastEnd, Instant start) {
        Duration gap = Duration.between(lastEnd, start);
        return gap.compareTo(SWEEP_INTERVAL.plus(PAUSE_TOLERANCE)) < 0
                ? Optional.empty()
                : Optional.of(
                        "nothing was done for %d s: this process or its machine stood still, or the clock was set forward; another daemon may act in its place by now, so every lease is checked again"
                                .formatted(gap.toSeconds()));
    }

    private void checkTriggersAndRuns(Runnable beforeSweep) {
        automaticRuns.ifPresent(auto -> reportTriggers(auto, () -> auto.poll(clock.instant())));
        try {
            beforeSweep.run();
            reportStuck(clock.instant());
            runs.sweep(new RunLog());
            String failures = String.join("; ", runs.failures());
            report(RUNS, failures, "cannot be continued, tried again: " + failures);
            reportLost(clock.instant());
        } catch (RuntimeException e) {
            String kind =
                    e instanceof LedgerException
                            ? Reason.LEDGER_UNWRITABLE.code()
                            : e.getClass().getSimpleName();
            troubles.report(RUNS, kind, "cannot be continued: " + e.getMessage());
        }
    }

    /** An uncaught error would cancel all further sweeps without a trace. */
    private void sweepSafely(Runnable beforeSweep) {
        try {
            pauseWarning(lastSweep, clock.instant()).ifPresent(LOG::warn);
            checkTriggersAndRuns(beforeSweep);
            lastSweep = clock.instant();
        } catch (Throwable e) {
            LOG.error("a sweep of the runs failed; the next one is due as usual", e);
            troubles.report(RUNS, e.getClass().getSimpleName(), "cannot be continued: " + e);
        }
    }

    void reportStuck(Instant now) {
        Map<String, String> stuck = new TreeMap<>();
        active(now).stream()
                .filter(run -> run.state() == RunState.STUCK)
                .forEach(run -> stuck.put(run.id(), run.note().lines().findFirst().orElse("")));
        reportRuns(STUCK, stuck, "tidegate runbook status RUN says what to do");
    }

    void reportLost(Instant now) {
        reportRuns(LOST, lostEffects.look(active(now), now), LostEffects.REMEDY);
    }

    private void reportRuns(String about, Map<String, String> why, String remedy) {
        report(about, String.join(", ", why.keySet()), describe(why) + "; " + remedy);
    }

    /** @param kind empty if there is no such trouble */
    private void report(String about, String kind, String message) {
        if (kind.isEmpty()) {
            troubles.clear(about);
        } else {
            troubles.report(about, kind, message);
        }
    }

    /** Number of runs by state, without those that are finished. */
    Map<String, Integer> states(Instant now) {
        Map<String, Integer> count = new TreeMap<>();
        Stream.of(RunState.values())
                .filter(state -> !state.isFinal())
                .forEach(state -> count.put(state.code(), 0));
        active(now).forEach(run -> count.merge(run.state().code(), 1, Integer::sum));
        return count;
    }

    /** Reports books that are triggered and not started; they are tried again at the next check. */
    private void reportTriggers(AutomaticRuns auto, Supplier<List<TriggerOutcome>> check) {
        try {
            List<TriggerOutcome> outcomes = check.get();
            Map<String, String> waiting = auto.waiting();
            outcomes.stream()
                    .filter(any -> !(any instanceof Refused no && waiting.containsKey(no.book())))
                    .forEach(RunLog::trigger);
            String broken = String.join("; ", auto.loadProblems());
            report(BROKEN, broken, "do not load, so they are not opened: " + broken);
            report(
                    AUTOMATIC,
                    String.join(", ", waiting.keySet()),
                    "called for but not opened yet, tried again: " + describe(waiting));
        } catch (RuntimeException e) {
            String message = String.valueOf(e.getMessage());
            troubles.report(AUTOMATIC, message, "none can be opened: " + message);
        }
    }

    private static String describe(Map<String, String> waiting) {
        return waiting.entrySet().stream()
                .map(book -> book.getKey() + ": " + book.getValue())
                .collect(Collectors.joining("; "));
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(SWEEP_INTERVAL.toSeconds() * 4, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

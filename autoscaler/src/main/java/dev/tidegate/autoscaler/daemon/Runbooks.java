package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.loop.Intervention;
import dev.tidegate.autoscaler.loop.Troubles;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.book.BookShelf;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView.Status;
import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.Tier;
import dev.tidegate.runbooks.trigger.AutomaticRuns;
import dev.tidegate.runbooks.trigger.TriggerOutcome;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs of books, as the daemon has to do with them. A floor that a living run raised is an operator's word until its lease
 * ends, or the loop would take it back at once; automatic books are opened when their signal or tier calls for them; and runs
 * that wait for a living process (a lease that ran out, a process that died) are moved on. All of it on one thread.
 */
final class Runbooks implements Intervention, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Runbooks.class);
    private static final String AUTOMATIC = "automatic books";
    private static final String BROKEN = "books that do not load";
    private static final String RUNS = "runs";
    private static final String STUCK = "runs that wait for a person";
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration SWEEP = Duration.ofSeconds(5);
    private static final Duration STILL = Duration.ofSeconds(5); // longer than a collection
    private static final Set<Status> TOUCHED = Set.of(Status.INTENDED, Status.DONE);

    private final Runs runs;
    private final BookShelf shelf;
    private final Optional<AutomaticRuns> firing;
    private final InstantSource clock;
    private final Troubles troubles;
    private List<RunView> living = List.of();
    private Instant readAgain = Instant.MIN;
    private Instant swept = Instant.MAX; // by the one thread
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(work -> new Thread(work, "runs"));

    /** @param firing what opens automatic books; nothing does where the daemon only advises */
    Runbooks(
            Runs runs,
            BookShelf shelf,
            Optional<AutomaticRuns> firing,
            InstantSource clock,
            Troubles troubles) {
        this.runs = runs;
        this.shelf = shelf;
        this.firing = firing;
        this.clock = clock;
        this.troubles = troubles;
    }

    /** @param before looked at before each sweep, so that what is wrong with it is told though nobody needs it yet */
    @SuppressWarnings("FutureReturnValueIgnored") // a sweep tells its own failures
    void start(Runnable before) {
        swept = clock.instant();
        thread.scheduleWithFixedDelay(
                () -> turn(before), SWEEP.toMillis(), SWEEP.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public List<FloorOverride> overrides(Target target, Instant now) {
        return living(now).stream().flatMap(run -> floors(run, target, now)).toList();
    }

    /** Runs that are not over, read once a tick for all loops. */
    private synchronized List<RunView> living(Instant now) {
        boolean setBack = now.plus(TICK).isBefore(readAgain);
        if (!now.isBefore(readAgain) || setBack) {
            readAgain = now.plus(TICK);
            try {
                living = runs.all().stream().filter(run -> !run.state().isFinal()).toList();
            } catch (LedgerException e) {
                LOG.debug("what was last read of the runs goes on to hold", e);
            }
        }
        return living;
    }

    @Override
    public List<String> books(Tier tier) {
        try {
            return shelf.headers().stream()
                    .filter(book -> book.tier().equals(Integer.toString(tier.level())))
                    .map(BookShelf.Header::name)
                    .toList();
        } catch (UncheckedIOException e) {
            LOG.warn("no books to propose: {}", e.getMessage());
            return List.of();
        }
    }

    @Override
    public void entered(Tier tier, String workload, Evidence evidence, Instant at) {
        double share = evidence.busyShare().orElse(evidence.shortfall().orElse(0));
        String rule = workload + " entered tier " + tier.level() + " on " + evidence;
        Trigger why = new Trigger(at, share, rule, List.of(new Sample(at, share)));
        firing.ifPresent(
                fire ->
                        thread.execute(
                                () ->
                                        tell(
                                                fire,
                                                () ->
                                                        fire.reached(
                                                                tier.level(),
                                                                workload,
                                                                why,
                                                                clock.instant()))));
    }

    @Override
    public void left(Tier tier, String workload) {
        firing.ifPresent(fire -> thread.execute(() -> fire.left(tier.level(), workload)));
    }

    /** Runs that are not over, in words. */
    List<String> told(Instant now) {
        return living(now).stream()
                .map(run -> run.id() + ": " + run.state().code() + told(run))
                .toList();
    }

    private static String told(RunView run) {
        return run.until().map(until -> ", until " + until).orElse("");
    }

    private static Stream<FloorOverride> floors(RunView run, Target target, Instant now) {
        Instant until =
                run.until()
                        .filter(
                                end ->
                                        run.state()
                                                == RunState.IN_FORCE) // and no wait for its effect
                        .orElse(now.plus(SWEEP.multipliedBy(2)));
        return run.plan().changes().stream()
                .filter(step -> step.target().equals(target))
                .filter(step -> TOUCHED.contains(run.step(step.id()).status()))
                .flatMap(step -> floor(step).stream())
                .map(least -> new FloorOverride.Floor(least, until));
    }

    private static Optional<Replicas> floor(PlannedChange step) {
        return Optional.ofNullable(step.desired().get("floor"))
                .filter(value -> value.canConvertToInt())
                .map(value -> Replicas.of(value.intValue()));
    }

    private void sweep(Runnable before) {
        stoodStill(swept, clock.instant()).ifPresent(LOG::warn);
        look(before);
        swept = clock.instant();
    }

    /** Whoever was suspended does not know it, but by the clock. */
    static Optional<String> stoodStill(Instant ended, Instant begun) {
        Duration gap = Duration.between(ended, begun);
        return gap.compareTo(SWEEP.plus(STILL)) < 0
                ? Optional.empty()
                : Optional.of(
                        "nothing was done for %d s: this process or its machine stood still, or the clock was set forward; another daemon may act in its place by now, so every lease is checked again"
                                .formatted(gap.toSeconds()));
    }

    private void look(Runnable before) {
        firing.ifPresent(fire -> tell(fire, () -> fire.look(clock.instant())));
        try {
            before.run();
            tellStuck(clock.instant());
            runs.sweep(new RunLog());
            List<String> failures = runs.failures();
            if (failures.isEmpty()) {
                troubles.clear(RUNS);
            } else {
                String told = String.join("; ", failures);
                troubles.report(RUNS, told, "cannot be continued, tried again: " + told);
            }
        } catch (RuntimeException e) {
            String kind =
                    e instanceof LedgerException
                            ? Reason.LEDGER_UNWRITABLE.code()
                            : e.getClass().getSimpleName();
            troubles.report(RUNS, kind, "cannot be continued: " + e.getMessage());
        }
    }

    /** One that ends in an error of the virtual machine would be the last, and nothing would say so. */
    private void turn(Runnable before) {
        try {
            sweep(before);
        } catch (Throwable e) {
            LOG.error("runs were not looked after to the end, and are again", e);
            troubles.report(RUNS, e.getClass().getSimpleName(), "cannot be continued: " + e);
        }
    }

    /** Nobody may overlook what waits for a person. */
    void tellStuck(Instant now) {
        SortedMap<String, String> stuck = new TreeMap<>();
        living(now).stream()
                .filter(run -> run.state() == RunState.STUCK)
                .forEach(run -> stuck.put(run.id(), run.note().lines().findFirst().orElse("")));
        if (stuck.isEmpty()) {
            troubles.clear(STUCK);
        } else {
            troubles.report(
                    STUCK,
                    "stuck: " + String.join(", ", stuck.keySet()),
                    told(stuck) + "; tidegate runbook status RUN says what to do");
        }
    }

    /** How many runs are in each state that is not the end of one. */
    Map<String, Integer> states(Instant now) {
        Map<String, Integer> count = new TreeMap<>();
        Stream.of(RunState.values())
                .filter(state -> !state.isFinal())
                .forEach(state -> count.put(state.code(), 0));
        living(now).forEach(run -> count.merge(run.state().code(), 1, Integer::sum));
        return count;
    }

    /** What waits is a trouble, which is logged once and shown while it lasts; what cannot be opened now is at the next look. */
    private void tell(AutomaticRuns fire, Supplier<List<TriggerOutcome>> opening) {
        try {
            List<TriggerOutcome> all = opening.get();
            SortedMap<String, String> waiting = fire.waiting();
            all.stream()
                    .filter(fired -> !isAmong(waiting, fired))
                    .forEach(fired -> LOG.warn("{}: {}", AUTOMATIC, fired.told()));
            if (fire.broken().isEmpty()) {
                troubles.clear(BROKEN);
            } else {
                String told = String.join("; ", fire.broken());
                troubles.report(BROKEN, told, "do not load, so they are not opened: " + told);
            }
            if (waiting.isEmpty()) {
                troubles.clear(AUTOMATIC);
            } else {
                String told = "called for but not opened yet, tried again: " + told(waiting);
                String kind = String.join(", ", waiting.keySet()) + " called for, not opened";
                troubles.report(AUTOMATIC, kind, told);
            }
        } catch (RuntimeException e) {
            String told = String.valueOf(e.getMessage());
            troubles.report(AUTOMATIC, told, "none can be opened: " + told);
        }
    }

    private static String told(Map<String, String> waiting) {
        return waiting.entrySet().stream()
                .map(book -> book.getKey() + ": " + book.getValue())
                .collect(Collectors.joining("; "));
    }

    private static boolean isAmong(SortedMap<String, String> waiting, TriggerOutcome fired) {
        return fired instanceof TriggerOutcome.Refused refused
                && waiting.containsKey(refused.book());
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(SWEEP.toSeconds() * 4, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.ledger.LeaseLostException;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.Journal;
import dev.tidegate.runbooks.run.record.Question;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Opens runs, writes requests into them, and drives them. {@code approve} decides beforehand who
 * may request what. Thread-safe; any number of processes may work on the same ledger.
 */
public final class Runs {
    private static final Duration BRIEF_WAIT = Duration.ofSeconds(2);

    private final RunDependencies dependencies;
    private final String process;
    private final Journal journal;
    private final Set<String> inProgress = ConcurrentHashMap.newKeySet();
    private final Map<String, String> failures = new ConcurrentHashMap<>();
    private final ExecutorService workers = Executors.newCachedThreadPool(Runs::worker);

    /**
     * @param process a name that is unique among all processes, and among restarts of this one
     */
    public Runs(RunDependencies dependencies, String process) {
        this.dependencies = dependencies;
        this.process = process;
        this.journal = new Journal(dependencies.ledger(), dependencies.clock());
    }

    /**
     * A daemon thread: it dies with the process as if killed, and the next process continues the
     * run.
     */
    private static Thread worker(Runnable work) {
        Thread thread = new Thread(work, "run");
        thread.setDaemon(true);
        return thread;
    }

    /** Records the plan as a new run, and returns its name. No target is touched yet. */
    public String open(RunPlan plan, String author) {
        String run = name(plan);
        journal.request(run, author, new RunEvent.Planned(plan));
        return run;
    }

    private String name(RunPlan plan) {
        String number =
                Long.toString(dependencies.clock().millis(), 36)
                        + Integer.toString(
                                (int) (dependencies.jitter().getAsDouble() * 46_655), 36);
        return plan.book() + "-" + number;
    }

    /**
     * As {@link #open}, but only while no other run of the book is unfinished; safe when several
     * processes call it at once. Empty when there is such a run, or while another process is
     * opening one.
     */
    public Optional<String> openExclusively(RunPlan plan, String author) {
        LeaseOutcome outcome =
                dependencies
                        .leases()
                        .acquire(
                                "book/" + plan.book(),
                                process,
                                RunLease.LIFE,
                                dependencies.clock().instant());
        if (!(outcome instanceof LeaseOutcome.Held held)) {
            return Optional.empty();
        }
        boolean alone =
                all().stream()
                        .filter(run -> run.plan().book().equals(plan.book()))
                        .allMatch(run -> run.state().isFinal());
        Optional<String> run = alone ? Optional.of(name(plan)) : Optional.empty();
        run.ifPresent(
                name -> journal.request(name, author, new RunEvent.Planned(plan), held.lease()));
        dependencies.leases().release(held.lease());
        return run;
    }

    public Optional<RunView> find(String run) {
        return new Journal(dependencies.ledger(), dependencies.clock()).refresh(run);
    }

    /** A target of a run as it is now. */
    public Reading read(Target target) {
        return dependencies.actuators().of(target).read(target);
    }

    /** Every run that can be read, newest first. */
    public synchronized List<RunView> all() {
        return journal.all().values().stream()
                .sorted(Comparator.comparing(RunView::plannedAt).reversed())
                .toList();
    }

    /**
     * Writes a request of a person into the run.
     *
     * @throws IllegalArgumentException when there is no such run: nothing is written, so that no
     *     request waits for a run opened later
     * @throws IllegalStateException when the run's state does not allow the request
     */
    public RunView request(String run, String actor, RunEvent request) {
        Optional<String> objection = tryRequest(run, actor, request);
        if (objection.isPresent()) {
            throw new IllegalStateException(objection.get());
        }
        return find(run).orElseThrow();
    }

    /** As {@link #request}; returns why the run's state does not allow the request, if so. */
    public Optional<String> tryRequest(String run, String actor, RunEvent request) {
        RunView view = find(run).orElseThrow(() -> new IllegalArgumentException("no run " + run));
        Optional<String> objection = objection(view, request, dependencies.clock().instant());
        if (objection.isEmpty()) {
            journal.request(run, actor, request);
        }
        return objection.map(why -> "run " + run + " is " + view.state().code() + ": " + why);
    }

    private static Optional<String> objection(RunView view, RunEvent request, Instant now) {
        RunState s = view.state();
        Optional<Instant> lapsed =
                view.question().map(Question::until).filter(end -> !now.isBefore(end));
        if (request instanceof RunEvent.Approved && lapsed.isPresent()) {
            return Optional.of("its question was to be answered until " + lapsed.get());
        }
        if (request instanceof RunEvent.Approved || request instanceof RunEvent.Refused) {
            return s == RunState.AWAITING_APPROVAL
                    ? Optional.empty()
                    : Optional.of("nobody asks for approval");
        } else if (request instanceof RunEvent.RetryRequested r) {
            boolean known = r.fromStep().map(view.steps()::containsKey).orElse(true);
            if (s != RunState.STUCK) {
                return Optional.of("only a stuck run is tried again");
            }
            Optional<String> ending = view.abort().map(a -> a.by() + " asked to end it just now");
            return known ? ending : Optional.of("no step " + r.fromStep().get());
        } else if (request instanceof RunEvent.Resumed r) {
            boolean pausesThere =
                    view.waitingStep().map(u -> u.id().equals(r.step())).orElse(false);
            return s == RunState.PAUSED && pausesThere
                    ? Optional.empty()
                    : Optional.of("it does not pause at " + r.step());
        } else if (request instanceof RunEvent.AbortRequested a) {
            boolean over = s == RunState.UNDONE || s == RunState.REJECTED;
            boolean pointless = a.keep() && s.isFinal();
            return over || pointless ? Optional.of("it is over") : Optional.empty();
        }
        throw new IllegalArgumentException("no request: " + request);
    }

    /** Drives the run until it rests, unless another process is driving it. */
    public DriveOutcome drive(String run, RunListener listener) {
        Instant now = dependencies.clock().instant();
        LeaseOutcome outcome =
                dependencies.leases().acquire(Journal.name(run), process, RunLease.LIFE, now);
        if (outcome instanceof LeaseOutcome.HeldByAnother other) {
            return new DriveOutcome.Busy(other.holder(), other.until());
        }
        RunLease runLease =
                new RunLease(dependencies, run, ((LeaseOutcome.Held) outcome).lease(), listener);
        try {
            RunView view = new RunDriver(runLease, dependencies).drive();
            runLease.release();
            return new DriveOutcome.Rested(view);
        } catch (LeaseLostException e) {
            String by = Journal.lastProcess(dependencies.ledger(), run).orElse("another process");
            listener.onTakenOver(run, by);
            return new DriveOutcome.Busy(by, now.plus(RunLease.LIFE));
        }
    }

    /**
     * As {@link #drive}, but retries for that long while another process, which may be dead, holds
     * the lease.
     */
    public DriveOutcome driveWithin(String run, Duration patience, RunListener listener) {
        Instant end = dependencies.clock().instant().plus(patience);
        while (true) {
            DriveOutcome outcome = drive(run, listener);
            Instant now = dependencies.clock().instant();
            if (outcome instanceof DriveOutcome.Rested || !now.isBefore(end)) {
                return outcome;
            }
            dependencies.sleeper().sleep(Duration.ofMillis(500));
        }
    }

    /** As {@link #driveWithin}; empty when it failed, see {@link #failures}. */
    public Optional<DriveOutcome> tryDrive(String run, Duration patience, RunListener listener) {
        return driveCatching(run, () -> driveWithin(run, patience, listener));
    }

    /**
     * Drives every run that needs it: runs whose process died, expired leases and questions,
     * requests nobody acted on. Every live process calls it every few seconds. A run that takes
     * long, such as one waiting for its signal, goes on in its own thread and blocks no other; nor
     * does one that fails, see {@link #failures}.
     */
    public void sweep(RunListener listener) {
        List<String> pending = pending().stream().map(RunView::id).toList();
        failures.keySet().retainAll(pending);
        for (String run : pending) {
            if (inProgress.add(run)) {
                awaitBriefly(workers.submit(() -> driveAndRelease(run, listener)));
            }
        }
    }

    private void driveAndRelease(String run, RunListener listener) {
        try {
            driveCatching(run, () -> drive(run, listener));
        } finally {
            inProgress.remove(run);
        }
    }

    private Optional<DriveOutcome> driveCatching(String run, Supplier<DriveOutcome> drive) {
        try {
            DriveOutcome outcome = drive.get();
            failures.remove(run);
            return Optional.of(outcome);
        } catch (RuntimeException e) {
            failures.put(run, e.getMessage() == null ? e.toString() : e.getMessage());
            return Optional.empty();
        }
    }

    /** The runs that the last {@link #all} could not read. */
    public synchronized Map<String, Journal.Unreadable> unreadable() {
        return journal.unreadable();
    }

    /** Why runs could not be read or worked on when they were last tried by {@link #sweep} or {@link #tryDrive}, one sentence each. */
    public synchronized List<String> failures() {
        Map<String, String> all = new HashMap<>(failures);
        journal.unreadable().forEach((run, unreadable) -> all.put(run, unreadable.why()));
        return all.entrySet().stream()
                .map(failure -> "run " + failure.getKey() + ": " + failure.getValue())
                .sorted()
                .toList();
    }

    private static void awaitBriefly(Future<?> work) {
        try {
            work.get(BRIEF_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // it goes on in its own thread
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run could not be moved on: " + e.getCause(), e);
        }
    }

    /** The runs that {@link #sweep} would move on now. */
    public List<RunView> pending() {
        Instant now = dependencies.clock().instant();
        return all().stream().filter(v -> !RunDriver.isAtRest(v, now)).toList();
    }
}

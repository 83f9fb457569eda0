package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.lease.Lease;
import dev.tidegate.runbooks.lease.LeaseFence;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.ledger.LeaseLostException;
import dev.tidegate.runbooks.run.record.Journal;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.signal.SignalReading;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * One process's hold on one run: its lease, kept alive, and the lock of the target in hand.
 *
 * <p>Every write carries the lease; once it is lost, the next write throws {@link LeaseLostException}
 * and the process has nothing more to say. Not thread-safe.
 */
final class RunLease {
    /** Dead after this much silence; with the survivors' polling, resumed in under 15 s. */
    static final Duration LIFE = Duration.ofSeconds(10);

    private static final Duration RENEWAL = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final RunDependencies dependencies;
    private final String run;
    private final RunListener watch;
    private final Journal journal;
    private Lease lease;
    private Optional<Lease> lock = Optional.empty();
    private Instant renewed;

    RunLease(RunDependencies dependencies, String run, Lease lease, RunListener watch) {
        this.dependencies = dependencies;
        this.run = run;
        this.lease = lease;
        this.watch = watch;
        this.journal = new Journal(dependencies.ledger(), dependencies.clock());
        this.renewed = dependencies.clock().instant();
    }

    String run() {
        return run;
    }

    String process() {
        return lease.holder();
    }

    /** To the millisecond: what is computed from it is shown to people. */
    Instant now() {
        return dependencies.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The run with all that was written until now, by anyone. */
    RunView view() {
        return journal.refresh(run)
                .orElseThrow(() -> new IllegalStateException("run " + run + " has no beginning"));
    }

    /** Returns when it is on disk. */
    void write(RunEvent event) {
        journal.write(lease, run, event);
        show(event);
    }

    /** For what is found out again by looking: on disk with whatever is written next. */
    void note(RunEvent event) {
        journal.note(lease, run, event);
        show(event);
    }

    private void show(RunEvent event) {
        if (watch != RunListener.NONE) {
            watch.seen(event, view());
        }
    }

    /** Whether somebody asked to stop, which work on the way forward looks at between any two moves. */
    boolean isAbortAsked() {
        return view().abort().isPresent();
    }

    /** Takes the target's lock, waiting for it until the deadline or until asked to stop. */
    boolean lock(Target target, Instant deadline, boolean abortable) {
        while (true) {
            LeaseOutcome outcome =
                    dependencies
                            .leases()
                            .acquire(target.toString(), Journal.name(run), LIFE, now());
            if (outcome instanceof LeaseOutcome.Held held) {
                lock = Optional.of(held.lease());
                return true;
            }
            if (!now().isBefore(deadline) || (abortable && isAbortAsked())) {
                return false;
            }
            pause(Duration.ofMillis(500));
        }
    }

    void unlock() {
        lock.ifPresent(dependencies.leases()::release);
        lock = Optional.empty();
    }

    /**
     * Stands while both the target's lock and the run's lease do. Being asked prolongs them, unless that was done just now: the
     * call that follows has to be over before anybody may take this process for dead.
     */
    Fence fence() {
        Lease target = lock.orElseThrow();
        return new LeaseFence(
                target.fence(),
                () ->
                        sinceRenewal().compareTo(FRESH) < 0
                                ? dependencies.leases().holds(target)
                                        && dependencies.leases().holds(lease)
                                : isProlonged(target));
    }

    private boolean isProlonged(Lease target) {
        Instant asked = now();
        Optional<Lease> both = renew(target).flatMap(held -> renew(lease));
        both.ifPresent(
                held -> {
                    lease = held;
                    renewed = asked;
                });
        return both.isPresent();
    }

    private Duration sinceRenewal() {
        return Duration.between(renewed, now()).abs(); // a clock set back counts as long ago
    }

    /** Waits in pieces short enough to keep the leases. */
    void pause(Duration time) {
        for (Duration left = time; !left.isZero() && !left.isNegative(); ) {
            Duration piece = left.compareTo(RENEWAL) < 0 ? left : RENEWAL;
            dependencies.pace().pause(piece);
            keepAlive();
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            left = left.minus(piece); // and not what a clock says, which may be set back
        }
    }

    /** What the query says now. An answer that takes its time comes before anybody may take this process for dead. */
    SignalReading signal(String query) {
        keepAlive(FRESH);
        return dependencies.signals().now(query);
    }

    /** Renews what is held when it is time to. */
    void keepAlive() {
        keepAlive(RENEWAL);
    }

    private void keepAlive(Duration after) {
        if (sinceRenewal().compareTo(after) < 0) {
            return;
        }
        renewed = now();
        lease = renew(lease).orElseThrow(() -> new LeaseLostException(lease.proviso()));
        lock = lock.flatMap(held -> Optional.of(renew(held).orElse(held))); // its fence tells
    }

    private Optional<Lease> renew(Lease held) {
        return dependencies.leases().renew(held, LIFE, now()) instanceof LeaseOutcome.Held h
                ? Optional.of(h.lease())
                : Optional.empty();
    }

    void release() {
        unlock();
        dependencies.leases().release(lease);
    }
}

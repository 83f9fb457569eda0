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
 * One process's lease on one run, kept alive, and its lock on the target being changed.
 *
 * <p>Every write carries the lease; once it is lost, the next write throws
 * {@link LeaseLostException}. Not thread-safe.
 */
final class RunLease {
    /**
     * A process silent for this long counts as dead; with the others' polling, its run is resumed
     * in under 15 s.
     */
    static final Duration LIFE = Duration.ofSeconds(10);

    /** A listener for which the run is not read again after each event. */
    static final RunListener UNHEARD = (event, view) -> {};

    private static final Duration RENEWAL = Duration.ofSeconds(3);
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final RunDependencies dependencies;
    private final String run;
    private final RunListener listener;
    private final Journal journal;
    private Lease lease;
    private Optional<Lease> lock = Optional.empty();
    private Instant renewed;

    RunLease(RunDependencies dependencies, String run, Lease lease, RunListener listener) {
        this.dependencies = dependencies;
        this.run = run;
        this.lease = lease;
        this.listener = listener;
        this.journal = new Journal(dependencies.ledger(), dependencies.clock());
        this.renewed = dependencies.clock().instant();
    }

    String run() {
        return run;
    }

    String process() {
        return lease.holder();
    }

    /** Truncated to milliseconds, since times computed from it are shown to people. */
    Instant now() {
        return dependencies.clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** The run with every event written so far, by any process. */
    RunView view() {
        return journal.refresh(run)
                .orElseThrow(() -> new IllegalStateException("run " + run + " has no beginning"));
    }

    /** Returns when it is on disk. */
    void write(RunEvent event) {
        journal.write(lease, run, event);
        notifyListener(event);
    }

    /**
     * For what can be found out again by reading the target: reaches the disk with the next write.
     */
    void note(RunEvent event) {
        journal.note(lease, run, event);
        notifyListener(event);
    }

    private void notifyListener(RunEvent event) {
        if (listener != UNHEARD) {
            listener.onEvent(event, view());
        }
    }

    /** Whether somebody asked to abort; forward work checks this between any two actions. */
    boolean isAbortAsked() {
        return view().abort().isPresent();
    }

    /**
     * Acquires the target's lock, waiting until the deadline, or until an abort is requested where
     * {@code abortable}. False when not acquired.
     */
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
     * Holds while both the target's lock and the run's lease hold. Checking it renews them unless
     * that was done within {@link #FRESH}: the call that follows must end before anybody may take
     * this process for dead.
     */
    Fence fence() {
        Lease target = lock.orElseThrow();
        return new LeaseFence(
                target.fence(),
                () ->
                        sinceRenewal().compareTo(FRESH) < 0
                                ? dependencies.leases().holds(target)
                                        && dependencies.leases().holds(lease)
                                : renewBoth(target));
    }

    private boolean renewBoth(Lease target) {
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
        return Duration.between(renewed, now())
                .abs(); // after a clock was set back, counts as long ago
    }

    /** Sleeps in pieces short enough to keep the leases renewed. */
    void pause(Duration time) {
        for (Duration left = time; !left.isZero() && !left.isNegative(); ) {
            Duration piece = left.compareTo(RENEWAL) < 0 ? left : RENEWAL;
            dependencies.sleeper().sleep(piece);
            keepAlive();
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
            left = left.minus(piece); // not measured by the clock, which may be set back
        }
    }

    /**
     * The query's value now. Renews the leases first, so that even a slow answer comes before
     * anybody may take this process for dead.
     */
    SignalReading signal(String query) {
        keepAlive(FRESH);
        return dependencies.signals().now(query);
    }

    /** Renews the run's lease and the target's lock when due. */
    void keepAlive() {
        keepAlive(RENEWAL);
    }

    private void keepAlive(Duration after) {
        if (sinceRenewal().compareTo(after) < 0) {
            return;
        }
        renewed = now();
        lease = renew(lease).orElseThrow(() -> new LeaseLostException(lease.condition()));
        lock =
                lock.flatMap(
                        held ->
                                Optional.of(
                                        renew(held)
                                                .orElse(held))); // a lost lock shows at its fence
    }

    private Optional<Lease> renew(Lease held) {
        return dependencies.leases().renew(held, LIFE, now()) instanceof LeaseOutcome.Held h
                ? Optional.of(h.lease())
                : Optional.empty();
    }

    void release() {
        dependencies.leases().release(lease);
    }
}

package dev.tidegate.autoscaler.loop;

import dev.tidegate.runbooks.ledger.Ledger;
import java.time.Duration;

/**
 * What the loops of one process share.
 *
 * @param repeatInterval how long a hold that repeats the last ledger entry may be left out
 * @param maxReadingAge of a fleet reading, so that one API call can serve many fleets
 * @param leadership among the daemons that watch the same fleets
 * @param maxUnwrittenChars that a loop may queue while the ledger cannot be written
 * @param maxUnwatched between two cycles: after more nobody knows what the evidence for a tier was meanwhile
 */
public record SharedDependencies(
        Notices notices,
        BackfillPermits backfills,
        Duration repeatInterval,
        Troubles troubles,
        Duration maxReadingAge,
        FleetLeadership leadership,
        long maxUnwrittenChars,
        Duration maxUnwatched) {
    private static final Duration NOTICE_INTERVAL =
            Duration.ofMillis(100); // one read serves all loops
    private static final Duration MAX_READING_AGE = Duration.ofSeconds(5);
    private static final Duration REPEAT_INTERVAL_PER_WORKLOAD = Duration.ofSeconds(3);
    private static final int UNWRITTEN_HEAP_DIVISOR = 16;
    private static final Duration MAX_REPEAT_INTERVAL = Duration.ofMinutes(10);
    private static final Duration MIN_UNWATCHED =
            Duration.ofMinutes(2); // evidence that is shorter enters no tier
    private static final int MISSED_CYCLES = 5;

    /** For the loops of {@code workloads} workloads, each of which runs once an interval. */
    public static SharedDependencies of(
            int workloads,
            Duration interval,
            Ledger ledger,
            Troubles troubles,
            FleetLeadership leadership) {
        return new SharedDependencies(
                new Notices(ledger, NOTICE_INTERVAL, troubles),
                new BackfillPermits(concurrentBackfills(), workloads),
                repeatInterval(workloads),
                troubles,
                maxReadingAge(interval),
                leadership,
                maxUnwrittenChars(workloads),
                maxUnwatched(interval));
    }

    /** Limits the queues of all loops together to a part of the heap, however long the ledger is unavailable. */
    private static long maxUnwrittenChars(int workloads) {
        return Runtime.getRuntime().maxMemory() / UNWRITTEN_HEAP_DIVISOR / workloads;
    }

    /** A backfill is bound by CPU; the other processors are left to the cycles. */
    private static int concurrentBackfills() {
        return Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
    }

    /**
     * Grows with the workloads, so that their holds together write at a constant rate, up to the age at which an entry is too old
     * to show the current state.
     */
    static Duration repeatInterval(int workloads) {
        return shorter(REPEAT_INTERVAL_PER_WORKLOAD.multipliedBy(workloads), MAX_REPEAT_INTERVAL);
    }

    /** Long enough for fleets of one region to share a call, and short enough not to predate a change of the previous cycle. */
    private static Duration maxReadingAge(Duration interval) {
        return shorter(interval.dividedBy(2), MAX_READING_AGE);
    }

    /** Long enough for a restart, and for a loop whose cycles come late. */
    static Duration maxUnwatched(Duration interval) {
        Duration missed = interval.multipliedBy(MISSED_CYCLES);
        return missed.compareTo(MIN_UNWATCHED) > 0 ? missed : MIN_UNWATCHED;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** For the only loop of a process. */
    public static SharedDependencies alone(Ledger ledger) {
        Troubles troubles = new Troubles();
        return new SharedDependencies(
                new Notices(ledger, Duration.ZERO, troubles),
                new BackfillPermits(1, 1),
                Duration.ZERO,
                troubles,
                Duration.ZERO,
                FleetLeadership.alone(),
                maxUnwrittenChars(1),
                MIN_UNWATCHED);
    }
}

package dev.tidegate.autoscaler.loop;

import dev.tidegate.runbooks.ledger.Ledger;
import java.time.Duration;

/**
 * What the loops of one process have in common.
 *
 * @param quiet how long a hold that repeats the last entry may go without one of its own
 * @param oldestLook how old what is seen of a fleet may be, so that one call can tell of many
 * @param turns among the daemons that watch the same fleets
 * @param unwritten characters that a loop may keep of what cannot be written to the ledger
 */
public record SharedDependencies(
        Notices notices,
        BackfillPermits backfills,
        Duration quiet,
        Troubles troubles,
        Duration oldestLook,
        FleetLeadership turns,
        long unwritten) {
    private static final Duration TICK = Duration.ofMillis(100); // age of what is read for all
    private static final Duration OLDEST_LOOK = Duration.ofSeconds(5);
    private static final Duration QUIET_EACH = Duration.ofSeconds(3);
    private static final int HEAP_SHARE = 16;
    private static final Duration QUIETEST = Duration.ofMinutes(10);

    /** For the loops of so many workloads, each of which runs once an interval. */
    public static SharedDependencies of(
            int workloads,
            Duration interval,
            Ledger ledger,
            Troubles troubles,
            FleetLeadership turns) {
        return new SharedDependencies(
                new Notices(ledger, TICK, troubles),
                new BackfillPermits(backfillsAtATime(), workloads),
                quiet(workloads),
                troubles,
                oldestLook(interval),
                turns,
                unwritten(workloads));
    }

    /** So that all loops together keep no more than a part of the heap, however long the ledger is away. */
    private static long unwritten(int workloads) {
        return Runtime.getRuntime().maxMemory() / HEAP_SHARE / workloads;
    }

    /** What a backfill needs is a processor; the rest of them is for the cycles. */
    private static int backfillsAtATime() {
        return Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
    }

    /** So that holds write as much in all, however many workloads there are, until an entry would be too old to say how one stands. */
    static Duration quiet(int workloads) {
        return shorter(QUIET_EACH.multipliedBy(workloads), QUIETEST);
    }

    /** So old that fleets of one region share a call, and no older than a change made in the cycle before. */
    private static Duration oldestLook(Duration interval) {
        return shorter(interval.dividedBy(2), OLDEST_LOOK);
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** For a loop that has the process for itself. */
    public static SharedDependencies alone(Ledger ledger) {
        Troubles troubles = new Troubles();
        return new SharedDependencies(
                new Notices(ledger, Duration.ZERO, troubles),
                new BackfillPermits(1, 1),
                Duration.ZERO,
                troubles,
                Duration.ZERO,
                FleetLeadership.alone(),
                unwritten(1));
    }
}

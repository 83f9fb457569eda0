package dev.tidegate.autoscaler.loop;

import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits how many planners read their history at the same time, so that a start with thousands of workloads costs time and not
 * memory, and leaves the processors to the cycles of the others. A workload that waits decides without history.
 * Thread-safe.
 */
public final class BackfillPermits {
    private static final Logger LOG = LoggerFactory.getLogger(BackfillPermits.class);
    private static final int PROGRESS_REPORTS = 20; // log lines, if nothing goes wrong

    private final int limit;
    private final int workloads;
    private int running;
    private int completed;
    private Instant firstAcquired = Instant.MAX;

    /**
     * @param limit backfills at the same time
     * @param workloads that will ask for one
     */
    public BackfillPermits(int limit, int workloads) {
        if (limit < 1 || workloads < 1) {
            throw new IllegalArgumentException(
                    "both must be positive, were " + limit + " and " + workloads);
        }
        this.limit = limit;
        this.workloads = workloads;
    }

    /** Whether the caller may begin its backfill; if so, it must call {@link #release} afterwards. */
    synchronized boolean tryAcquire(Instant now) {
        if (running == limit) {
            return false;
        }
        running++;
        firstAcquired = now.isBefore(firstAcquired) ? now : firstAcquired;
        return true;
    }

    /**
     * Ends a backfill.
     *
     * @param succeeded whether the history was read
     */
    synchronized void release(boolean succeeded, Instant now) {
        running--;
        if (!succeeded) {
            return;
        }
        completed++;
        if (workloads >= PROGRESS_REPORTS
                && (completed == workloads || completed % (workloads / PROGRESS_REPORTS) == 0)) {
            Duration elapsed = Duration.between(firstAcquired, now);
            LOG.info(
                    "{} of {} workloads have read their history after {}; the others in about {}",
                    completed,
                    workloads,
                    elapsed,
                    elapsed.multipliedBy(workloads - completed).dividedBy(completed));
        }
    }
}

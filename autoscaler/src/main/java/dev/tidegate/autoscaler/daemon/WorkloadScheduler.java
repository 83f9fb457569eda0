package dev.tidegate.autoscaler.daemon;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor.DiscardPolicy;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every workload's round once an interval, on a few threads. Their beginnings are spread over the interval, so that thousands
 * of loops ask for metrics one after the other and not all at once; a round never runs beside itself. One that took long, since
 * its query or its fleet's API hangs, has its next turn on threads that only such rounds wait for; one that ends in an error has
 * its next turn, too.
 */
final class WorkloadScheduler implements AutoCloseable {
    /** Rounds at a time, and so the questions that a source gets at a time: more where there are thousands. */
    private static final int FEWEST = 16;

    private static final int MOST = 64;
    private static final int ROUNDS_A_THREAD = 100;

    private static final int SLOW_SHARE = 4; // one of so many may be slow ones, beside the others
    private static final Duration SLOW = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(WorkloadScheduler.class);
    private static final Duration LAST_CYCLES =
            Duration.ofSeconds(25); // what a cycle in the middle of a write may take

    private final List<? extends Runnable> scheduler;
    private final Duration slow;
    private final ScheduledThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor aside;

    WorkloadScheduler(List<? extends Runnable> scheduler) {
        this(scheduler, SLOW);
    }

    /** @param slow what takes longer goes aside */
    WorkloadScheduler(List<? extends Runnable> scheduler, Duration slow) {
        this.scheduler = List.copyOf(scheduler);
        this.slow = slow;
        int count = Math.max(FEWEST, Math.min(MOST, scheduler.size() / ROUNDS_A_THREAD));
        threads = threads("loop-", Math.min(count, scheduler.size()));
        aside = threads("slow-", Math.min(count / SLOW_SHARE, scheduler.size()));
    }

    private static ScheduledThreadPoolExecutor threads(String name, int count) {
        AtomicInteger number = new AtomicInteger();
        ScheduledThreadPoolExecutor threads =
                new ScheduledThreadPoolExecutor(
                        count,
                        work -> new Thread(work, name + number.incrementAndGet()),
                        new DiscardPolicy()); // what comes to its end after close has no next turn
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return threads;
    }

    void start(Duration interval) {
        for (int i = 0; i < scheduler.size(); i++) {
            long begin = interval.toNanos() * i / scheduler.size();
            schedule(threads, scheduler.get(i), begin, interval);
        }
    }

    @SuppressWarnings(
            "FutureReturnValueIgnored") // a round tells its own failures; a dead one shows in
    // health
    private void schedule(
            ScheduledThreadPoolExecutor on, Runnable round, long delay, Duration interval) {
        on.schedule(() -> turn(round, interval), delay, TimeUnit.NANOSECONDS);
    }

    private void turn(Runnable round, Duration interval) {
        long begin = System.nanoTime();
        try {
            round.run();
        } catch (Throwable e) { // else the executor keeps it, and nobody plans here any more
            LOG.error("a round did not come to its end; it has its next turn all the same", e);
        } finally {
            boolean wasSlow = System.nanoTime() - begin > slow.toNanos();
            schedule(wasSlow ? aside : threads, round, interval.toNanos(), interval);
        }
    }

    /** Begins no further round, and lets those that have begun come to their end. */
    @Override
    public void close() {
        threads.shutdown();
        aside.shutdown();
        try {
            if (!threads.awaitTermination(LAST_CYCLES.toMillis(), TimeUnit.MILLISECONDS)
                    || !aside.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.warn("the last cycles did not end in {}", LAST_CYCLES);
                threads.shutdownNow();
                aside.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

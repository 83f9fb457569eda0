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
 * Runs every workload's task once an interval, on a few threads. Start times are spread over the interval, so that thousands of
 * loops do not query metrics all at once; a task never overlaps itself. A task that took long, because its query or its fleet's
 * API hangs, runs next on threads reserved for slow tasks; one that failed is scheduled again.
 */
final class WorkloadScheduler implements AutoCloseable {
    /** Limits concurrent tasks, and with them concurrent queries to a metrics source; more for thousands of workloads. */
    private static final int MIN_THREADS = 16;

    private static final int MAX_THREADS = 64;
    private static final int TASKS_PER_THREAD = 100;

    private static final int SLOW_DIVISOR =
            4; // slow threads are a quarter of the others, in addition
    private static final Duration SLOW_THRESHOLD = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(WorkloadScheduler.class);
    private static final Duration CLOSE_TIMEOUT =
            Duration.ofSeconds(25); // for cycles in the middle of a write

    private final List<? extends Runnable> tasks;
    private final Duration slowThreshold;
    private final ScheduledThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor slowThreads;

    WorkloadScheduler(List<? extends Runnable> tasks) {
        this(tasks, SLOW_THRESHOLD);
    }

    /** @param slowThreshold a task that takes longer runs on the slow threads next */
    WorkloadScheduler(List<? extends Runnable> tasks, Duration slowThreshold) {
        this.tasks = List.copyOf(tasks);
        this.slowThreshold = slowThreshold;
        int count = Math.max(MIN_THREADS, Math.min(MAX_THREADS, tasks.size() / TASKS_PER_THREAD));
        threads = threads("loop-", Math.min(count, tasks.size()));
        slowThreads = threads("slow-", Math.min(count / SLOW_DIVISOR, tasks.size()));
    }

    private static ScheduledThreadPoolExecutor threads(String name, int count) {
        AtomicInteger number = new AtomicInteger();
        ScheduledThreadPoolExecutor threads =
                new ScheduledThreadPoolExecutor(
                        count,
                        work -> new Thread(work, name + number.incrementAndGet()),
                        new DiscardPolicy()); // tasks that end after close are not rescheduled
        threads.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return threads;
    }

    void start(Duration interval) {
        for (int i = 0; i < tasks.size(); i++) {
            long begin = interval.toNanos() * i / tasks.size();
            schedule(threads, tasks.get(i), begin, interval);
        }
    }

    @SuppressWarnings(
            "FutureReturnValueIgnored") // a task reports its failures; health shows a dead one
    private void schedule(
            ScheduledThreadPoolExecutor executor, Runnable task, long delay, Duration interval) {
        executor.schedule(() -> runAndReschedule(task, interval), delay, TimeUnit.NANOSECONDS);
    }

    private void runAndReschedule(Runnable task, Duration interval) {
        long begin = System.nanoTime();
        try {
            task.run();
        } catch (Throwable e) { // the executor would swallow it, and the task would not run again
            LOG.error("a task failed; it is scheduled again", e);
        } finally {
            boolean wasSlow = System.nanoTime() - begin > slowThreshold.toNanos();
            schedule(wasSlow ? slowThreads : threads, task, interval.toNanos(), interval);
        }
    }

    /** Starts no further task, and waits for running ones to end. */
    @Override
    public void close() {
        threads.shutdown();
        slowThreads.shutdown();
        try {
            long deadline = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
            if (!threads.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)
                    || !slowThreads.awaitTermination(
                            deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                LOG.warn("the last cycles did not end in {}", CLOSE_TIMEOUT);
                threads.shutdownNow();
                slowThreads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

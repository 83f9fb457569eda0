package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class WorkloadSchedulerTest {
    private static final Duration INTERVAL = Duration.ofMillis(1);

    private final Queue<String> threads = new ConcurrentLinkedQueue<>();
    private final CountDownLatch runs = new CountDownLatch(3);

    private void run() {
        threads.add(Thread.currentThread().getName().replaceAll("\\d", ""));
        runs.countDown();
    }

    @Test
    void aSlowTaskRunsNextOnTheSlowThreads() throws InterruptedException {
        try (WorkloadScheduler scheduler =
                new WorkloadScheduler(List.of(this::run), Duration.ZERO)) {
            scheduler.start(INTERVAL);

            assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(threads)
                .startsWith("loop-", "slow-", "slow-")
                .filteredOn("loop-"::equals)
                .hasSize(1);
    }

    @Test
    void aFailedTaskIsScheduledAgain() throws InterruptedException {
        Runnable failing =
                () -> {
                    run();
                    throw new StackOverflowError("as it may be");
                };
        try (WorkloadScheduler scheduler =
                new WorkloadScheduler(List.of(failing), Duration.ofDays(1))) {
            scheduler.start(INTERVAL);

            assertThat(runs.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closeWaitsForASlowTaskAsForAnyOther() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(2);
        AtomicBoolean interrupted = new AtomicBoolean();
        Runnable slow =
                () -> {
                    begun.countDown();
                    if (begun.getCount() == 0) {
                        interrupted.set(isInterruptedWithin(Duration.ofSeconds(3)));
                    }
                };
        try (WorkloadScheduler scheduler = new WorkloadScheduler(List.of(slow), Duration.ZERO)) {
            scheduler.start(INTERVAL);

            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(interrupted).isFalse();
    }

    /** Like a call to a fleet's API that takes so long. */
    private static boolean isInterruptedWithin(Duration span) {
        try {
            return new CountDownLatch(1).await(span.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    @Test
    void fastTasksStayOnTheirThreads() throws InterruptedException {
        try (WorkloadScheduler scheduler =
                new WorkloadScheduler(List.of(this::run), Duration.ofDays(1))) {
            scheduler.start(INTERVAL);

            assertThat(runs.await(60, TimeUnit.SECONDS)).isTrue();
        }

        assertThat(threads).containsOnly("loop-");
    }
}

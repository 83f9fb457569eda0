package dev.tidegate.autoscaler.daemon;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Every workload's round once an interval, on a few threads. Their beginnings are spread over the interval, so that thousands
 * of loops ask for metrics one after the other and not all at once; a round never runs beside itself.
 */
final class Rounds implements AutoCloseable {
    /** Most rounds at a time, and so most questions that the metrics source and the fleets' APIs get at a time. */
    static final int AT_A_TIME = 16;

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final Duration LAST_CYCLES =
            Duration.ofSeconds(25); // what a cycle in the middle of a write may take

    private final List<Round> rounds;
    private final ScheduledExecutorService threads;

    Rounds(List<Round> rounds) {
        this.rounds = List.copyOf(rounds);
        AtomicInteger number = new AtomicInteger();
        this.threads =
                Executors.newScheduledThreadPool(
                        Math.min(AT_A_TIME, rounds.size()),
                        work -> new Thread(work, "loop-" + number.incrementAndGet()));
    }

    @SuppressWarnings(
            "FutureReturnValueIgnored") // a round tells its own failures; a dead one shows in
    // health
    void start(Duration interval) {
        for (int i = 0; i < rounds.size(); i++) {
            long begin = interval.toNanos() * i / rounds.size();
            threads.scheduleWithFixedDelay(
                    rounds.get(i), begin, interval.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    /** Begins no further round, and lets those that have begun come to their end. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(LAST_CYCLES.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("the last cycles did not end in {}", LAST_CYCLES);
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

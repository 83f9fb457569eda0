package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.loop.ControlLoop;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.serve.Board;
import dev.tidegate.autoscaler.serve.Meters;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one loop on a thread of its own, a cycle every interval. The one place that catches broadly. */
final class LoopRunner implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopRunner.class);
    private static final Duration LAST_CYCLE =
            Duration.ofSeconds(25); // what a cycle in the middle of a write may take

    private final String workload;
    private final ControlLoop loop;
    private final InstantSource clock;
    private final Board board;
    private final Meters meters;
    private final ScheduledExecutorService thread;
    private String lastReasons = "";

    LoopRunner(String workload, ControlLoop loop, InstantSource clock, Board board, Meters meters) {
        this.workload = workload;
        this.loop = loop;
        this.clock = clock;
        this.board = board;
        this.meters = meters;
        this.thread =
                Executors.newSingleThreadScheduledExecutor(
                        work -> new Thread(work, "loop-" + workload));
    }

    @SuppressWarnings(
            "FutureReturnValueIgnored") // a cycle tells its own failures; a dead thread shows in
    // health
    void start(Duration interval) {
        thread.scheduleWithFixedDelay(this::cycle, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void cycle() {
        try {
            Cycle cycle = loop.run(clock.instant());
            board.post(cycle);
            meters.count(cycle);
            tell(cycle);
        } catch (RuntimeException e) {
            LOG.error("{}: the cycle failed", workload, e);
            board.failed(workload, e.toString());
            meters.failed(workload);
        }
    }

    /** One line when the plan's reasons change, not one a cycle. */
    private void tell(Cycle cycle) {
        String reasons =
                String.join(", ", cycle.reasons().stream().map(reason -> reason.code()).toList());
        if (!reasons.equals(lastReasons)) {
            lastReasons = reasons;
            LOG.info(
                    "{}: floor {} planned {}: {}",
                    workload,
                    cycle.situation().fleet().floor(),
                    cycle.decision().plan().floor(),
                    reasons);
        }
    }

    /** Lets a cycle that has begun come to its end. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(LAST_CYCLE.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("{}: the last cycle did not end in {}", workload, LAST_CYCLE);
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

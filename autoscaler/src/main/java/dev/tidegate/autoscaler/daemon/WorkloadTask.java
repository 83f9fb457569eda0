package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.loop.ControlLoop;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.serve.Meters;
import dev.tidegate.autoscaler.serve.StatusBoard;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs one cycle of a workload and publishes it to the board and the meters. The only place that catches broadly. */
final class WorkloadTask implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkloadTask.class);

    private final String workload;
    private final ControlLoop loop;
    private final Clocks clocks;
    private final StatusBoard board;
    private final Meters meters;
    private Optional<Duration> lastOffset = Optional.empty(); // at the last cycle that did not fail
    private String lastReasons = "";

    /** @param clocks shared by all tasks of a process */
    WorkloadTask(
            String workload, ControlLoop loop, Clocks clocks, StatusBoard board, Meters meters) {
        this.workload = workload;
        this.loop = loop;
        this.clocks = clocks;
        this.board = board;
        this.meters = meters;
    }

    @Override
    public void run() {
        try {
            Clocks.Reading clock = clocks.read();
            Cycle cycle = loop.run(clock.now(), setAhead(clock.offset()));
            lastOffset = Optional.of(clock.offset());
            board.post(cycle);
            meters.record(cycle);
            logReasons(cycle);
        } catch (RuntimeException e) {
            LOG.error("{}: the cycle failed", workload, e);
            board.recordFailure(workload, e.toString());
            meters.recordFailure(workload);
        }
    }

    /** How far the wall clock was set forward since the last cycle that did not fail: that one's loop knows. */
    private Duration setAhead(Duration offset) {
        return lastOffset
                .map(offset::minus)
                .filter(ahead -> !ahead.isNegative())
                .orElse(Duration.ZERO)
                .truncatedTo(ChronoUnit.MILLIS);
    }

    /** Logs the reasons when they change, not every cycle. */
    private void logReasons(Cycle cycle) {
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

    /**
     * The wall clock and the monotonic one: how far the one was set, which concerns all workloads and is logged once. Thread-safe.
     */
    static final class Clocks {
        private static final Duration TOLERANCE = Duration.ofSeconds(2);

        private final InstantSource wall;
        private final LongSupplier nanos;
        private Optional<Duration> offset = Optional.empty();

        /** @param offset of the wall clock over the monotonic one; grows only if the wall clock is set forward */
        record Reading(Instant now, Duration offset) {}

        /** @param nanos {@link System#nanoTime} or a fake: monotonic, however the wall clock is set */
        Clocks(InstantSource wall, LongSupplier nanos) {
            this.wall = wall;
            this.nanos = nanos;
        }

        /** Forward differences up to the tolerance are drift until they add up to more. */
        synchronized Reading read() {
            Instant now = wall.instant();
            Duration found = Duration.between(Instant.EPOCH, now).minusNanos(nanos.getAsLong());
            Duration ahead = offset.map(found::minus).orElse(Duration.ZERO);
            boolean isSet = ahead.abs().compareTo(TOLERANCE) > 0;
            if (isSet && ahead.isNegative()) {
                LOG.warn(
                        "the clock was set back by {}: demand that now lies in the future is read again",
                        ahead.negated());
            } else if (isSet) {
                LOG.warn(
                        "the clock was set forward by {}, or the machine slept; what was before is taken to be as long"
                                + " ago as it was",
                        ahead);
            }
            if (isSet || ahead.isNegative() || offset.isEmpty()) {
                offset = Optional.of(found);
            }
            return new Reading(now, offset.orElseThrow());
        }
    }
}

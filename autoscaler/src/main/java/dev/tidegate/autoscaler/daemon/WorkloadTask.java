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

    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(2);

    private final String workload;
    private final ControlLoop loop;
    private final InstantSource clock;
    private final StatusBoard board;
    private final Meters meters;
    private final LongSupplier nanos;
    private Optional<Duration> clockOffset =
            Optional.empty(); // of the wall clock over the monotonic one
    private String lastReasons = "";

    /** @param nanos {@link System#nanoTime} or a fake: monotonic, however the wall clock is set */
    WorkloadTask(
            String workload,
            ControlLoop loop,
            InstantSource clock,
            LongSupplier nanos,
            StatusBoard board,
            Meters meters) {
        this.workload = workload;
        this.loop = loop;
        this.clock = clock;
        this.nanos = nanos;
        this.board = board;
        this.meters = meters;
    }

    @Override
    public void run() {
        Optional<Duration> before = clockOffset;
        try {
            Instant now = clock.instant();
            Cycle cycle = loop.run(now, setAhead(now));
            board.post(cycle);
            meters.record(cycle);
            logReasons(cycle);
        } catch (RuntimeException e) {
            LOG.error("{}: the cycle failed", workload, e);
            clockOffset = before; // the loop may not know yet that the clock was set
            board.recordFailure(workload, e.toString());
            meters.recordFailure(workload);
        }
    }

    /** How far the wall clock was set forward since the last call. Differences up to the tolerance are drift. */
    private Duration setAhead(Instant now) {
        Duration found = Duration.between(Instant.EPOCH, now).minusNanos(nanos.getAsLong());
        Duration ahead = clockOffset.map(found::minus).orElse(Duration.ZERO);
        boolean isSet = ahead.compareTo(CLOCK_TOLERANCE) > 0;
        if (isSet) {
            LOG.warn(
                    "{}: the clock was set forward by {}, or the machine slept; what was before is taken to be as long"
                            + " ago as it was",
                    workload,
                    ahead);
        }
        if (isSet || ahead.isNegative() || clockOffset.isEmpty()) {
            clockOffset = Optional.of(found);
        }
        return isSet ? ahead.truncatedTo(ChronoUnit.MILLIS) : Duration.ZERO;
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
}

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

/** One workload's loop, a cycle a call, told to the board and the meters. The one place that catches broadly. */
final class WorkloadTask implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkloadTask.class);

    private static final Duration UNEVEN = Duration.ofSeconds(2);

    private final String workload;
    private final ControlLoop loop;
    private final InstantSource clock;
    private final StatusBoard board;
    private final Meters meters;
    private final LongSupplier nanos;
    private Optional<Duration> offset = Optional.empty(); // of the clock, over what nobody sets
    private String lastReasons = "";

    /** @param nanos what {@link System#nanoTime} counts: it goes on evenly, however the clock is set */
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
        Optional<Duration> before = offset;
        try {
            Instant now = clock.instant();
            Cycle cycle = loop.run(now, setAhead(now));
            board.post(cycle);
            meters.count(cycle);
            tell(cycle);
        } catch (RuntimeException e) {
            LOG.error("{}: the cycle failed", workload, e);
            offset = before; // nobody may have heard that the clock was set
            board.failed(workload, e.toString());
            meters.failed(workload);
        }
    }

    /** How far the clock was set forward since it was last asked; a second or two may also pass between two looks. */
    private Duration setAhead(Instant now) {
        Duration found = Duration.between(Instant.EPOCH, now).minusNanos(nanos.getAsLong());
        Duration ahead = offset.map(found::minus).orElse(Duration.ZERO);
        boolean isSet = ahead.compareTo(UNEVEN) > 0;
        if (isSet) {
            LOG.warn(
                    "{}: the clock was set forward by {}, or the machine slept; what was before is taken to be as long"
                            + " ago as it was",
                    workload,
                    ahead);
        }
        if (isSet || ahead.isNegative() || offset.isEmpty()) {
            offset = Optional.of(found);
        }
        return isSet ? ahead.truncatedTo(ChronoUnit.MILLIS) : Duration.ZERO;
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
}

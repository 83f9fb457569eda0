package dev.tidegate.autoscaler.daemon;

import dev.tidegate.autoscaler.loop.ControlLoop;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.serve.Board;
import dev.tidegate.autoscaler.serve.Meters;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One workload's loop, a cycle a call, told to the board and the meters. The one place that catches broadly. */
final class Round implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Round.class);

    private final String workload;
    private final ControlLoop loop;
    private final InstantSource clock;
    private final Board board;
    private final Meters meters;
    private String lastReasons = "";

    Round(String workload, ControlLoop loop, InstantSource clock, Board board, Meters meters) {
        this.workload = workload;
        this.loop = loop;
        this.clock = clock;
        this.board = board;
        this.meters = meters;
    }

    @Override
    public void run() {
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
}

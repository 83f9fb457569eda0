package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.LoggedLines;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.serve.Meters;
import dev.tidegate.autoscaler.serve.StatusBoard;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The wall clock may be set and the machine suspended; the monotonic clock shows by how much. */
final class WorkloadTaskTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @AutoClose private final LoopRig rig = new LoopRig();
    private final Instant begin = rig.now;
    private Duration uptime = Duration.ofDays(40); // any start
    private final WorkloadTask.Clocks clocks =
            new WorkloadTask.Clocks(() -> rig.now, () -> uptime.toNanos());
    private final WorkloadTask task = task();

    private WorkloadTask task() {
        return new WorkloadTask(
                "chat",
                rig.loop(Mode.ACT),
                clocks,
                new StatusBoard(Map.of("chat", "tokens"), MINUTE, MINUTE, begin, rig::nanos),
                new Meters());
    }

    private void advance(Duration wallClock, Duration monotonic) {
        rig.now = rig.now.plus(wallClock);
        uptime = uptime.plus(monotonic);
        rig.metrics.record("demand", rig.now, rig.demand);
        task.run();
    }

    /** What two more workloads log. */
    private String logOfTwoMore(Runnable setClock) {
        List<WorkloadTask> more = List.of(task(), task());
        more.forEach(WorkloadTask::run);
        return LoggedLines.during(
                () -> {
                    setClock.run();
                    more.forEach(WorkloadTask::run);
                    more.forEach(WorkloadTask::run);
                });
    }

    @Test
    void aClockThatIsSetIsLoggedOnceForAllWorkloads() {
        advance(MINUTE, MINUTE);

        String ahead = logOfTwoMore(() -> rig.now = rig.now.plus(Duration.ofHours(3)));
        String back = logOfTwoMore(() -> rig.now = rig.now.minus(Duration.ofHours(3)));

        assertThat(ahead.split("the clock was set forward by PT3H", -1)).hasSize(2);
        assertThat(back.split("the clock was set back by PT3H", -1)).hasSize(2);
        assertThat(ahead + back).doesNotContain("chat: the clock");
    }

    private List<String> setAhead() {
        return rig.ledger.read(LedgerQuery.all().kind(CycleRecord.CYCLE)).stream()
                .map(Entry::content)
                .map(Draft::body)
                .map(cycle -> cycle.path("set_ahead").asText("no"))
                .toList();
    }

    @Test
    void aForwardJumpOfTheClockIsReportedOnceWithItsLength() {
        advance(MINUTE, MINUTE);
        advance(MINUTE, MINUTE);
        advance(MINUTE.plus(Duration.ofHours(3)), MINUTE);
        advance(MINUTE, MINUTE);

        assertThat(setAhead()).containsExactly("no", "no", "PT3H", "no");
    }

    @Test
    void aClockSetBackAndForwardReportsTheForwardJump() {
        advance(MINUTE, MINUTE);
        advance(Duration.ofHours(-3), MINUTE);
        advance(MINUTE, MINUTE);
        advance(Duration.ofHours(3), MINUTE);

        assertThat(setAhead()).containsExactly("no", "no", "no", "PT2H59M");
    }

    @Test
    void driftIsNoJumpUntilItAddsUpToOne() {
        advance(MINUTE, MINUTE);
        advance(MINUTE.plusSeconds(1), MINUTE);
        advance(MINUTE.minusSeconds(1), MINUTE);
        advance(MINUTE.plusSeconds(1), MINUTE);
        advance(MINUTE.plusSeconds(1), MINUTE);
        advance(MINUTE.plusSeconds(1), MINUTE);

        assertThat(setAhead()).containsExactly("no", "no", "no", "no", "no", "PT3S");
    }
}

package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
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
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The wall clock may be set and the machine suspended; the monotonic clock shows by how much. */
final class WorkloadTaskTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @AutoClose private final LoopRig rig = new LoopRig();
    private final Instant begin = rig.now;
    private Duration running = Duration.ofDays(40); // any start
    private final WorkloadTask round =
            new WorkloadTask(
                    "chat",
                    rig.loop(Mode.ACT),
                    () -> rig.now,
                    () -> running.toNanos(),
                    new StatusBoard(List.of("chat"), MINUTE, MINUTE, begin, rig::nanos),
                    new Meters());

    private void after(Duration byTheClock, Duration byWhatGoesOnEvenly) {
        rig.now = rig.now.plus(byTheClock);
        running = running.plus(byWhatGoesOnEvenly);
        rig.metrics.record("demand", rig.now, rig.demand);
        round.run();
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
        after(MINUTE, MINUTE);
        after(MINUTE, MINUTE);
        after(MINUTE.plus(Duration.ofHours(3)), MINUTE);
        after(MINUTE, MINUTE);

        assertThat(setAhead()).containsExactly("no", "no", "PT3H", "no");
    }

    @Test
    void aClockSetBackAndForwardReportsTheForwardJump() {
        after(MINUTE, MINUTE);
        after(Duration.ofHours(-3), MINUTE);
        after(MINUTE, MINUTE);
        after(Duration.ofHours(3), MINUTE);

        assertThat(setAhead()).containsExactly("no", "no", "no", "PT2H59M");
    }

    @Test
    void driftIsNoJumpUntilItAddsUpToOne() {
        after(MINUTE, MINUTE);
        after(MINUTE.plusSeconds(1), MINUTE);
        after(MINUTE.minusSeconds(1), MINUTE);
        after(MINUTE.plusSeconds(1), MINUTE);
        after(MINUTE.plusSeconds(1), MINUTE);
        after(MINUTE.plusSeconds(1), MINUTE);

        assertThat(setAhead()).containsExactly("no", "no", "no", "no", "no", "PT3S");
    }
}

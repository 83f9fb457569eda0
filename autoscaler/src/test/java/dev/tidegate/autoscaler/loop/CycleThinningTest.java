package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.runbooks.ledger.Draft;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Which cycles of a quiet workload get an entry of their own. */
final class CycleThinningTest {
    @AutoClose private final LoopRig rig = new LoopRig();
    private final ControlLoop loop = start();

    private ControlLoop start() {
        rig.repeatInterval = Duration.ofMinutes(10);
        rig.advanceAnHour();
        ControlLoop started = rig.loop(Mode.ACT);
        for (int i = 0; i < 90; i++) { // until reasons no longer change
            rig.step(started);
        }
        return started;
    }

    private List<Draft> cyclesSince(Instant start) {
        return rig.entries(CycleRecord.CYCLE).stream()
                .filter(cycle -> cycle.at().isAfter(start))
                .toList();
    }

    @Test
    void aHoldThatRepeatsIsWrittenOnceAnIntervalWithAllSlotsSince() {
        Instant start = rig.now;
        for (int i = 0; i < 40; i++) {
            rig.step(loop);
        }

        List<Draft> cycles = cyclesSince(start);
        assertThat(cycles).hasSize(4);
        for (int i = 1; i < cycles.size(); i++) {
            Draft cycle = cycles.get(i);
            assertThat(cycle.at()).isEqualTo(cycles.get(i - 1).at().plus(rig.repeatInterval));
            assertThat(cycle.body().path("slots")).hasSize(10);
            assertThat(Instant.parse(cycle.body().path("looked").path("at").asText()))
                    .as("the reading of the cycle before")
                    .isEqualTo(cycle.at().minus(LoopRig.STEP));
        }
    }

    @Test
    void workThatIsTurnedAwayIsAlwaysWritten() {
        Instant start = rig.now;
        for (int i = 0; i < 5; i++) {
            rig.metrics.record("away", rig.now.plus(LoopRig.STEP), 0.001);
            rig.step(loop);
        }

        assertThat(cyclesSince(start)).hasSize(5);
    }

    @Test
    void aCycleThatFindsTheClockSetIsWritten() {
        Instant start = rig.now;
        rig.advance();

        loop.run(rig.now, Duration.ofSeconds(3));

        assertThat(cyclesSince(start))
                .singleElement()
                .extracting(cycle -> cycle.body().path("set_ahead").asText())
                .isEqualTo("PT3S");
    }
}

package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was turned away in the past cannot be read at the start. */
final class TurnedAwayHistoryTest {
    @AutoClose private final LoopRig rig = new LoopRig();
    private final ControlLoop loop = rig.loop(Mode.ACT);

    @BeforeEach
    void turnAwayForAnHour() {
        rig.demand = 500;
        for (int i = 0; i < 60; i++) {
            advance();
        }
    }

    private void advance() {
        rig.advance();
        rig.metrics.record("away", rig.now, 300);
    }

    private Cycle step() {
        advance();
        return loop.run(rig.now);
    }

    private List<Double> newestOfEachHistory() {
        return rig.entries(CycleRecord.HISTORY).stream()
                .map(CycleRecord::history)
                .map(TurnedAwayHistoryTest::newest)
                .toList();
    }

    private static double newest(Series past) {
        return past.value(past.size() - 1);
    }

    @Test
    void itIsAskedForAgainAndTheHistoryIsCompletedOnce() {
        rig.metrics.fail("away", Reason.METRICS_UNREACHABLE);
        Cycle without = step();
        step();
        List<String> meanwhile = rig.troubles.messages();

        rig.metrics.recover();
        step();
        step();

        assertThat(newestOfEachHistory()).containsExactly(500.0, 800.0);
        assertThat(without.decision().plan().reasons()).doesNotContain(Reason.THIN_EVIDENCE);
        assertThat(meanwhile)
                .singleElement()
                .asString()
                .contains("chat: the history is without what was turned away", "told to fail");
        assertThat(rig.troubles.messages()).isEmpty();
        assertThat(rig.replay()).hasSize(4).allMatch(LedgerReplay.Step::agrees);
    }

    @Test
    void itIsAskedForOnceAStep() {
        rig.metrics.fail("away", Reason.METRICS_UNREACHABLE);
        step();
        rig.metrics.recover();

        loop.run(rig.now.plus(Duration.ofSeconds(15)));
        int within = rig.entries(CycleRecord.HISTORY).size();
        step();

        assertThat(within).isEqualTo(1);
        assertThat(newestOfEachHistory()).containsExactly(500.0, 800.0);
    }

    @Test
    void demandThatCannotBeReadAtThatMomentLosesNothing() {
        rig.metrics.fail("away", Reason.METRICS_UNREACHABLE);
        step();
        rig.metrics.recover();
        rig.metrics.fail("demand", Reason.METRICS_UNREACHABLE);
        Cycle held = step();
        rig.metrics.recover();

        step();

        assertThat(held.decision().plan().reasons()).doesNotContain(Reason.THIN_EVIDENCE);
        assertThat(newestOfEachHistory()).containsExactly(500.0, 800.0);
        assertThat(rig.troubles.messages()).isEmpty();
        assertThat(rig.replay()).allMatch(LedgerReplay.Step::agrees);
    }
}

package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.situation.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Setting the clock forward makes nothing older than it is. */
final class ClockSetTest {
    private static final Duration JUMP = Duration.ofHours(2);

    @AutoClose private final LoopRig rig = new LoopRig();

    private void start(String sections) {
        rig.settings = LoopRig.settings("bounds: {min: 2, max: 20}\n" + sections);
        rig.demand = 1_700;
        for (int i = 0; i < 60; i++) {
            rig.advance();
        }
    }

    private Cycle step(ControlLoop loop, Duration setAhead) {
        rig.now = rig.now.plus(setAhead);
        rig.advance();
        return loop.run(rig.now, setAhead);
    }

    @Test
    void noWindowRemovesMoreEvenAfterARestart() {
        start("scale_in: {share: 30%, window: 40m}");
        ControlLoop loop = rig.loop(Mode.ACT);
        List<Integer> floors = new ArrayList<>();
        for (int i = 0; i < 240; i++) {
            rig.demand = i < 45 ? 1_700 : 50;
            step(loop, i > 45 && i % 9 == 0 ? JUMP : Duration.ZERO);
            floors.add(rig.floor());
            loop = i % 13 == 0 ? rig.loop(Mode.ACT) : loop;
        }

        assertThat(floors.get(floors.size() - 1)).isLessThan(floors.get(45));
        for (int i = 0; i < floors.size(); i++) {
            for (int back = 1; back < 40 && back <= i; back++) {
                int then = floors.get(i - back);
                assertThat(then - floors.get(i))
                        .as("removed within %d minutes before minute %d of %s", back, i, floors)
                        .isLessThanOrEqualTo(Math.max(1, (int) (then * 0.3)));
            }
        }
        assertReplays();
    }

    @Test
    void theDailyBudgetIsNotChargedForTheJump() {
        start("objective: {busy: 0.1%, gpu_hours_a_day: 60}");
        ControlLoop loop = rig.loop(Mode.ACT);
        for (int i = 0; i < 60; i++) {
            step(loop, Duration.ZERO);
        }
        int before = rig.floor();

        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            reasons.addAll(step(loop, i == 0 ? JUMP : Duration.ZERO).decision().plan().reasons());
            loop = i == 3 ? rig.loop(Mode.ACT) : loop;
        }

        assertThat(before).isGreaterThan(15);
        assertThat(rig.floor()).isGreaterThanOrEqualTo(before);
        assertThat(reasons).doesNotContain(Reason.BUDGET);
        assertReplays();
    }

    @Test
    void pendingLaunchesAreNeitherOverdueNorLonger() {
        start("scale_in: {share: 30%, window: 5m}");
        rig.demand = 700;
        ControlLoop loop = rig.loop(Mode.ACT);
        for (int i = 0; i < 3; i++) {
            step(loop, Duration.ZERO);
        }

        rig.demand = 1_200;
        step(loop, Duration.ZERO);
        int ordered = rig.floor();
        rig.demand = 1_800;
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            reasons.addAll(step(loop, i == 0 ? JUMP : Duration.ZERO).decision().plan().reasons());
        }

        assertThat(ordered).isGreaterThan(2);
        assertThat(reasons).doesNotContain(Reason.CHANGE_IN_FLIGHT);
        assertThat(rig.floor()).isGreaterThan(ordered);
        assertReplays();
    }

    private void assertReplays() {
        assertThat(rig.replay()).allMatch(LedgerReplay.Step::agrees);
    }
}

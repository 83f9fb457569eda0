package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.situation.Reason;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Samples that reach Prometheus after the end of their slot: a remote write that lags, or clocks that differ. A Prometheus whose
 * samples came 25 s late read 71 % of {@code rate(x[1m])} at a slot's end, and all of it a minute later.
 */
final class LateSamplesTest {
    private static final double READ_EARLY = 0.71;

    @AutoClose private final LoopRig rig = new LoopRig();
    private final ControlLoop loop = start();
    private double demandBefore = 1_000;

    private ControlLoop start() {
        rig.demand = 1_000;
        rig.advanceAnHour();
        ControlLoop started = rig.loop(Mode.ACT);
        for (int i = 0; i < 5; i++) {
            rig.step(started);
        }
        return started;
    }

    /** A step whose samples are all there only at the next one. */
    private Cycle lateStep(double demand) {
        return step(demand, demand * READ_EARLY);
    }

    private Cycle timelyStep(double demand) {
        return step(demand, demand);
    }

    private Cycle step(double demand, double readAtItsEnd) {
        rig.metrics.record("demand", rig.now, demandBefore);
        rig.demand = readAtItsEnd;
        demandBefore = demand;
        return rig.step(loop);
    }

    @Test
    void theyNeverLowerTheFloor() {
        int before = rig.floor();

        Cycle last = lateStep(1_000);
        for (int i = 0; i < 60; i++) {
            last = lateStep(1_000);
        }

        assertThat(rig.floor()).isGreaterThanOrEqualTo(before);
        assertThat(last.decision().plan().reasons()).contains(Reason.DEMAND_PARTIAL);
    }

    @Test
    void aRiseIsFollowedAllTheSame() {
        int before = rig.floor();

        for (int i = 0; i < 20; i++) {
            lateStep(1_800);
        }

        assertThat(rig.floor()).isGreaterThan(before);
    }

    @Test
    void theyAreATroubleUntilTheyComeInTime() {
        for (int i = 0; i < 3; i++) {
            lateStep(1_000);
        }
        List<String> afterTwo = rig.troubles.messages();
        lateStep(1_000);
        List<String> afterThree = rig.troubles.messages();
        timelyStep(1_000);
        timelyStep(1_000);

        assertThat(afterTwo).isEmpty();
        assertThat(afterThree)
                .singleElement()
                .asString()
                .contains("demand of chat", "read 710/s then", "reads 1000/s now", "offset");
        assertThat(rig.troubles.messages()).isEmpty();
    }

    @Test
    void onceTheyComeInTimeTheFloorFallsWithDemand() {
        for (int i = 0; i < 10; i++) {
            lateStep(1_000);
        }
        int before = rig.floor();

        for (int i = 0; i < 120; i++) {
            timelyStep(400);
        }

        assertThat(rig.floor()).isLessThan(before);
    }

    @Test
    void aReplayDecidesTheSame() {
        for (int i = 0; i < 30; i++) {
            lateStep(i < 15 ? 1_000 : 1_200);
            timelyStep(1_100);
        }

        assertThat(rig.replay()).hasSizeGreaterThan(60).allMatch(LedgerReplay.Step::agrees);
    }

    /** Demand that really changes is read the same again. */
    @Test
    void demandThatVariesIsNotLate() {
        for (int i = 0; i < 30; i++) {
            Cycle cycle = timelyStep(i % 2 == 0 ? 300 : 1_000);

            assertThat(cycle.decision().plan().reasons()).doesNotContain(Reason.DEMAND_PARTIAL);
        }
    }
}

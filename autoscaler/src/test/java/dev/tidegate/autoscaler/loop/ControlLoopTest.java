package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.OverrideRecord.AuthoredOverride;
import dev.tidegate.autoscaler.loop.record.TierBook;
import dev.tidegate.autoscaler.plan.PlannerHandover;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.forecaster.series.Series;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

final class ControlLoopTest {
    @AutoClose private final LoopRig rig = new LoopRig();

    @Test
    void risingDemandRaisesTheFloor() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.step(loop);

        rig.demand = 900;
        rig.steps(loop, 5);

        assertThat(rig.floor()).isGreaterThanOrEqualTo(9);
        assertThat(rig.entries(ChangeRecord.OUTCOME))
                .isNotEmpty()
                .allSatisfy(e -> assertThat(e.body().path("result").asText()).isEqualTo("done"));
    }

    @Test
    void adviceModeChangesNothingAndSaysSo() {
        ControlLoop loop = rig.loop(Mode.ADVISE);
        rig.demand = 900;

        Cycle cycle = rig.steps(loop, 5);

        assertThat(cycle.action()).isInstanceOf(Action.Advised.class);
        assertThat(cycle.reasons()).contains(Reason.ADVISE_ONLY);
        assertThat(rig.floor()).isEqualTo(2);
        assertThat(rig.entries(ChangeRecord.INTENDED)).isEmpty();
    }

    @Test
    void aPlanInEffectIsNotAppliedAgain() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;
        rig.steps(loop, 5);
        int changes = rig.entries(ChangeRecord.INTENDED).size();

        rig.loop(Mode.ACT).run(rig.now);
        rig.loop(Mode.ACT).run(rig.now);

        assertThat(rig.entries(ChangeRecord.INTENDED)).hasSize(changes);
    }

    @Test
    void aClockSetForwardAndBackStillSeesNewDemand() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.steps(loop, 10);
        int before = rig.floor();

        Instant right = rig.now;
        rig.now = right.plus(Duration.ofDays(1));
        rig.stepWithoutMetric(loop);
        int meanwhile = rig.floor();
        rig.now = right;
        rig.demand = 900;
        Cycle cycle = rig.steps(loop, 10);

        assertThat(meanwhile).isEqualTo(before);
        assertThat(cycle.situation().demand().value()).hasValue(900);
        assertThat(rig.floor()).isGreaterThanOrEqualTo(9);
        assertThat(rig.entries(CycleRecord.HISTORY)).as("read again").hasSize(2);
    }

    @Test
    void zeroDemandEventuallyScalesInToTheMinimum() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;
        rig.steps(loop, 10);
        int before = rig.floor();

        rig.demand = 0;
        rig.step(loop);
        int soon = rig.floor();
        for (int i = 0; i < 240; i++) {
            rig.step(loop);
        }

        assertThat(soon).isGreaterThan(before / 2);
        assertThat(rig.floor()).isEqualTo(2);
    }

    @Test
    void demandOfTheTimeInWhichNoCycleRanIsNoGap() {
        ControlLoop loop = rig.loop(Mode.ACT);
        for (int i = 0; i < 5; i++) {
            rig.step(loop);
        }
        for (int i = 0; i < 9; i++) {
            rig.advance();
        }

        Cycle cycle = rig.step(loop);

        assertThat(cycle.slots()).hasSize(10);
        assertThat(cycle.decision().plan().reasons()).doesNotContain(Reason.DEMAND_PARTIAL);
    }

    @Test
    void historicalDemandIncludesWhatWasTurnedAway() {
        rig.demand = 500;
        for (int i = 0; i < 70; i++) {
            rig.advance();
            rig.metrics.record("away", rig.now, i < 40 ? 0 : 300);
        }

        rig.step(rig.loop(Mode.ACT));

        Series past = CycleRecord.history(rig.entries(CycleRecord.HISTORY).get(0));
        assertThat(past.value(0)).isEqualTo(500);
        assertThat(past.value(past.size() - 1)).isEqualTo(800);
    }

    @Test
    void lostReplicasAreReportedAndLearnedParametersSurviveARestart() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;
        rig.steps(loop, 10);

        rig.fleets.lose("chat", 4);
        Cycle lost = rig.step(loop);
        rig.steps(loop, 5);

        assertThat(lost.reasons()).contains(Reason.CAPACITY_LOST);
        List<Draft> entries = rig.entries(CycleRecord.LEARNED);
        assertThat(entries).as("of the launches, and of the loss").hasSize(2);
        rig.step(rig.loop(Mode.ACT));
        assertThat(rig.entries(CycleRecord.STARTED)).last().satisfies(this::hasLearned);
        assertThat(rig.entries(CycleRecord.HISTORY)).last().satisfies(this::hasLearned);
    }

    private void hasLearned(Draft entry) {
        PlannerHandover known = CycleRecord.learned(entry).orElseThrow();
        assertThat(known.launches()).hasSizeGreaterThan(5).containsOnly(120);
        assertThat(known.losses().lost())
                .anySatisfy(seconds -> assertThat(seconds).isCloseTo(120, within(1.0)));
    }

    @Test
    void aFloorRaisedByAnActiveRunIsKept() {
        ControlLoop loop = rig.loop(Mode.ACT, overridingFloor(12));
        rig.demand = 150;

        Cycle cycle = rig.steps(loop, 30);

        assertThat(cycle.reasons()).contains(Reason.OVERRIDE_FLOOR);
        assertThat(rig.floor()).isEqualTo(12);
        assertThat(rig.entries(CycleRecord.CYCLE))
                .last()
                .satisfies(
                        entry ->
                                assertThat(CycleRecord.of(entry).situation().overrides())
                                        .hasSize(1));
    }

    private Intervention overridingFloor(int floor) {
        return new Intervention() {
            @Override
            public List<AuthoredOverride> overrides(Target target, Instant now) {
                return List.of(
                        AuthoredOverride.ofRun(
                                "shed-1", "ana", Replicas.of(floor), now.plus(LoopRig.STEP)));
            }

            @Override
            public List<TierBook> books(Tier tier) {
                return List.of();
            }

            @Override
            public void entered(Tier tier, String workload, Evidence evidence, Instant now) {}

            @Override
            public void left(Tier tier, String workload) {}
        };
    }
}

package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.simulated.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LedgerReplayTest {

    @Test
    void replayingTheLedgerReproducesEveryDecision(@TempDir Path folder) {
        try (LoopRig rig = new LoopRig(folder)) {
            Random random = new Random(7);
            for (int i = 0; i < 60; i++) {
                rig.advance();
            }
            ControlLoop loop = rig.loop(Mode.ACT);
            for (int i = 0; i < 240; i++) {
                trouble(rig, random);
                rig.demand = 400 + 300 * Math.sin(i / 20.0) + random.nextInt(100);
                if (random.nextInt(10) == 0) {
                    rig.stepWithoutMetric(loop);
                } else {
                    rig.step(loop);
                }
                if (random.nextInt(4) == 0) {
                    rig.now = rig.now.plus(Duration.ofSeconds(15)); // a cycle within the same slot
                    loop.run(rig.now);
                    rig.now = rig.now.minus(Duration.ofSeconds(15));
                }
                if (i % 60 == 20) {
                    rig.fleets.lose("chat", 2);
                }
                if (i == 150) {
                    loop = rig.loop(Mode.ACT); // a restart
                }
            }

            List<LedgerReplay.Step> steps = rig.replay();

            assertThat(steps).hasSizeGreaterThan(240).allMatch(LedgerReplay.Step::agrees);
            assertThat(steps.stream().map(step -> step.recorded().floor()).distinct())
                    .as("different floors were decided")
                    .hasSizeGreaterThan(3);
        }
    }

    @Test
    void repeatedHoldsHaveNoEntriesAndReplaysStillAgree(@TempDir Path folder) {
        try (LoopRig rig = new LoopRig(folder)) {
            rig.repeatInterval = Duration.ofMinutes(10);
            Random random = new Random(7);
            for (int i = 0; i < 60; i++) {
                rig.advance();
            }
            ControlLoop loop = rig.loop(Mode.ACT);
            int cycles = 0;
            for (int i = 0; i < 360; i++) {
                if (i % 40 < 4) {
                    trouble(rig, random);
                    rig.demand = 300 + random.nextInt(900);
                } else {
                    rig.metrics.recover();
                }
                if (i % 90 == 60) {
                    rig.fleets.lose("chat", 1);
                }
                rig.step(loop);
                rig.now = rig.now.plus(Duration.ofSeconds(15));
                loop.run(rig.now);
                rig.now = rig.now.minus(Duration.ofSeconds(15));
                cycles += 2;
            }

            List<LedgerReplay.Step> steps = rig.replay();

            assertThat(steps).hasSizeBetween(50, cycles / 2);
            assertThat(steps).allMatch(LedgerReplay.Step::agrees);
            assertThat(steps.stream().mapToInt(step -> step.recorded().slots().size()).sum())
                    .as("every slot stands in an entry but those since the last one")
                    .isBetween(350, 360);
        }
    }

    @Test
    void holdsBeforeTheHistoryBelongToThePlannerWithoutHistory() {
        try (LoopRig rig = new LoopRig()) {
            rig.repeatInterval = Duration.ofMinutes(10);
            for (int i = 0; i < 60; i++) {
                rig.advance();
            }
            ControlLoop loop = rig.loop(Mode.ACT);
            rig.metrics.fail(Reason.METRICS_UNREACHABLE);
            for (int i = 0; i < 5; i++) {
                rig.step(loop);
            }
            rig.metrics.recover();
            for (int i = 0; i < 20; i++) {
                rig.step(loop);
            }

            List<LedgerReplay.Step> steps = rig.replay();

            assertThat(steps).hasSizeGreaterThan(2).allMatch(LedgerReplay.Step::agrees);
        }
    }

    /** The ledger keeps milliseconds; a window must not end differently in the daemon and in a replay of it. */
    @Test
    void fractionsOfAMillisecondDecideNothing() {
        try (LoopRig rig = new LoopRig()) {
            rig.setByHand(12);
            rig.demand = 100;
            for (int i = 0; i < 60; i++) {
                rig.advance();
            }
            ControlLoop loop = rig.loop(Mode.ADVISE);

            loop.run(rig.now.plusNanos(600_000));
            for (int i = 0; i < 5; i++) {
                rig.advance();
                loop.run(rig.now.plusNanos(700_000));
            }

            List<LedgerReplay.Step> steps = rig.replay();
            assertThat(steps).hasSize(6).allMatch(LedgerReplay.Step::agrees);
        }
    }

    @Test
    void anEntryWhoseAnswerWasLostIsNotWrittenTwice() {
        try (LoopRig rig = new LoopRig()) {
            FailingLedger ledger = new FailingLedger(rig.ledger);
            ControlLoop loop = rig.loop(Mode.ACT, "daemon@here", rig.fleets, ledger, rig.leases);
            rig.step(loop);

            ledger.answerLost = true;
            Cycle unsure = rig.step(loop);
            Cycle sure = rig.step(loop);

            assertThat(unsure.ledgerTrouble()).isPresent();
            assertThat(sure.ledgerTrouble()).isEmpty();
            assertThat(rig.entries(CycleRecord.CYCLE)).hasSize(3).doesNotHaveDuplicates();
        }
    }

    private static void trouble(LoopRig rig, Random random) {
        int draw = random.nextInt(20);
        if (draw == 0) {
            rig.metrics.fail(Reason.METRICS_UNREACHABLE);
        } else if (draw < 4) {
            rig.metrics.recover();
        } else if (draw == 4) {
            rig.faults.add(Fault.Kind.UNREADABLE);
        }
    }
}

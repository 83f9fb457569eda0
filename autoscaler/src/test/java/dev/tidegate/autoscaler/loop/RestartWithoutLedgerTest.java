package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.LedgerReplay;
import dev.tidegate.autoscaler.situation.Reason;
import org.junit.jupiter.api.Test;

/** A restart while the ledger cannot be read. */
final class RestartWithoutLedgerTest {
    @Test
    void anUnreadableLedgerIsRetriedUntilItCanBeRead() {
        try (LoopRig rig = new LoopRig()) {
            rig.settings =
                    LoopRig.settings(
                            """
                            bounds: {min: 2, max: 20}
                            objective: {busy: 0.1%, gpu_hours_a_day: 12}
                            """);
            rig.demand = 900;
            rig.advanceAnHour();
            ControlLoop first = rig.loop(Mode.ACT);
            for (int i = 0; i < 100; i++) {
                rig.step(first);
            }
            assertThat(rig.floor()).as("the budget is spent").isEqualTo(2);
            FailingLedger ledger = new FailingLedger(rig.ledger);
            ledger.unreadable = true;
            ledger.broken = true;
            ControlLoop second = rig.loop(Mode.ACT, "daemon@here", rig.fleets, ledger, rig.leases);
            rig.step(second);
            rig.step(second);

            ledger.unreadable = false;
            ledger.broken = false;
            for (int i = 0; i < 5; i++) {
                Cycle cycle = rig.step(second);
                assertThat(cycle.decision().plan().reasons())
                        .contains(Reason.BUDGET)
                        .doesNotContain(Reason.THIN_EVIDENCE);
                assertThat(rig.floor()).isEqualTo(2);
            }
            assertThat(rig.entries(CycleRecord.RECALLED)).hasSize(1);
            assertThat(rig.entries(CycleRecord.HISTORY)).as("one for each process").hasSize(2);
            assertThat(rig.replay()).allMatch(LedgerReplay.Step::agrees);
        }
    }

    @Test
    void nothingIsScaledInWhileTheLedgerIsUnreadable() {
        try (LoopRig rig = new LoopRig()) {
            rig.setByHand(12);
            rig.demand = 100;
            rig.advanceAnHour();
            FailingLedger ledger = new FailingLedger(rig.ledger);
            ledger.unreadable = true;
            ControlLoop loop = rig.loop(Mode.ADVISE, "daemon@here", rig.fleets, ledger, rig.leases);

            Cycle cycle = rig.step(loop);

            assertThat(cycle.decision().plan().floor().count()).isEqualTo(12);
            assertThat(cycle.decision().plan().reasons()).contains(Reason.WINDOW_UNKNOWN);
        }
    }
}

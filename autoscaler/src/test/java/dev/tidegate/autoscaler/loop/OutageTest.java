package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Action;
import dev.tidegate.autoscaler.loop.record.Cycle;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Draft;
import java.util.Comparator;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What the loop does while it reaches no metrics, no fleet or no ledger, and afterwards. */
final class OutageTest {
    @AutoClose private final LoopRig rig = new LoopRig();

    @Test
    void unreachableMetricsHoldTheFloorUntilTheOutageEnds() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;
        rig.steps(loop, 10);
        int before = rig.floor();

        rig.metrics.fail(Reason.METRICS_UNREACHABLE);
        for (int i = 0; i < 120; i++) {
            Cycle cycle = rig.stepWithoutMetric(loop);
            assertThat(cycle.reasons()).contains(Reason.METRICS_UNREACHABLE);
        }
        int during = rig.floor();
        rig.metrics.recover();
        Cycle after = rig.step(loop);

        assertThat(during).isGreaterThanOrEqualTo(before);
        assertThat(after.reasons()).doesNotContain(Reason.METRICS_UNREACHABLE);
    }

    @Test
    void aMetricThatVanishesNeverScalesIn() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;
        rig.steps(loop, 10);
        int before = rig.floor();

        for (int i = 0; i < 120; i++) {
            rig.stepWithoutMetric(loop);
        }

        assertThat(rig.floor()).isGreaterThanOrEqualTo(before);
    }

    @Test
    void theHistoryIsRequestedAgainAfterAnOutageAtTheStart() {
        for (int i = 0; i < 60; i++) {
            rig.advance();
        }
        rig.metrics.fail(Reason.METRICS_UNREACHABLE);
        ControlLoop loop = rig.loop(Mode.ACT);

        Cycle first = rig.step(loop);
        rig.metrics.recover();
        rig.step(loop);

        assertThat(first.reasons()).contains(Reason.METRICS_UNREACHABLE);
        assertThat(rig.entries(CycleRecord.HISTORY))
                .singleElement()
                .satisfies(e -> assertThat(CycleRecord.history(e).knownSlots()).isEqualTo(60));
    }

    @Test
    void aFleetThatCannotBeReadIsNotChanged() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;
        rig.advance();
        rig.faults.add(Fault.Kind.UNREADABLE);

        Cycle cycle = loop.run(rig.now);

        assertThat(cycle.reasons()).contains(Reason.FLEET_UNREADABLE);
        assertThat(cycle.action()).isInstanceOf(Action.None.class);
        assertThat(rig.floor()).isEqualTo(2);
    }

    @Test
    void aFloorJustSetIsHeldWhenTheFleetBecomesUnreadable() {
        ControlLoop loop = rig.loop(Mode.ACT);
        rig.demand = 900;
        rig.step(loop);
        rig.advance();
        rig.faults.add(Fault.Kind.UNREADABLE);

        Cycle unreadable = loop.run(rig.now);

        assertThat(rig.floor()).isGreaterThan(2);
        assertThat(unreadable.decision().plan().floor().count()).isEqualTo(rig.floor());
    }

    @Test
    void anUnwritableLedgerStopsChangesAndLosesNoCycle() {
        FailingLedger ledger = new FailingLedger(rig.ledger);
        ControlLoop loop = rig.loop(Mode.ACT, "daemon@here", rig.fleets, ledger, rig.leases);
        rig.step(loop);

        ledger.broken = true;
        rig.demand = 900;
        Cycle broken = rig.steps(loop, 5);
        int during = rig.floor();
        ledger.broken = false;
        Cycle whole = rig.steps(loop, 2);

        assertThat(broken.reasons()).contains(Reason.LEDGER_UNWRITABLE);
        assertThat(broken.ledgerTrouble()).isPresent();
        assertThat(during).isEqualTo(2);
        assertThat(whole.ledgerTrouble()).isEmpty();
        assertThat(rig.floor()).isGreaterThan(2);
        assertThat(rig.entries(CycleRecord.CYCLE))
                .hasSize(8)
                .isSortedAccordingTo(Comparator.comparing(Draft::at));
        assertThat(rig.ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
    }
}

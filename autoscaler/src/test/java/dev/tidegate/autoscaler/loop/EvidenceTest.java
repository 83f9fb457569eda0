package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.TierRecord;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Evidence of overload besides the service's own count of refusals. */
class EvidenceTest {
    @AutoClose private final LoopRig rig = new LoopRig();
    private ControlLoop loop = rig.loop(Mode.ACT);

    @Test
    void withoutEvidenceTheTierStaysNormal() {
        steps(5);

        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
    }

    @Test
    void aFiringAlertEntersTheFirstTierOnly() {
        alert(true, OptionalDouble.empty());

        steps(12);

        assertThat(loop.tier()).isEqualTo(Tier.ISOLATE);
    }

    @Test
    void anAlertCountsWithTheShareItReports() {
        alert(true, OptionalDouble.of(0.5));

        steps(12);

        assertThat(loop.tier()).isEqualTo(Tier.SMOOTH);
    }

    @Test
    void theTierIsLeftAfterTheAlertEnds() {
        alert(true, OptionalDouble.empty());
        steps(4);
        Tier then = loop.tier();
        alert(false, OptionalDouble.empty());

        steps(15);

        assertThat(then).isEqualTo(Tier.ISOLATE);
        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
    }

    @Test
    void aRestartResumesTheTierOnceTheLedgerCanBeRead() {
        alert(true, OptionalDouble.empty());
        steps(4);
        FailingLedger ledger = new FailingLedger(rig.ledger);
        loop = rig.loop(Mode.ACT, "daemon@here", rig.fleets, ledger, rig.leases);
        ledger.unreadable = true;
        steps(1);
        ledger.unreadable = false;

        steps(1);

        assertThat(loop.tier()).isEqualTo(Tier.ISOLATE);
    }

    @Test
    void aTierEnteredWhileTheLedgerCannotBeReadIsKeptOnceItCan() {
        alert(true, OptionalDouble.empty());
        steps(4);
        alert(false, OptionalDouble.empty());
        steps(15); // the ledger ends with normal
        FailingLedger ledger = new FailingLedger(rig.ledger);
        loop = rig.loop(Mode.ACT, "daemon@here", rig.fleets, ledger, rig.leases);
        ledger.unreadable = true;
        overload();
        Tier unread = loop.tier();
        ledger.unreadable = false;

        overload();

        assertThat(unread).isEqualTo(Tier.ISOLATE);
        assertThat(loop.tier()).isEqualTo(Tier.ISOLATE);
        assertThat(rig.entries(CycleRecord.TIER)).filteredOn(TierRecord::isStep).hasSize(3);
    }

    @Test
    void anAlertThatIsNotRepeatedExpires() {
        alert(true, OptionalDouble.empty());
        steps(1);

        rig.now = rig.now.plus(Duration.ofHours(7));
        steps(10);

        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
    }

    @Test
    void aP99AboveTheObjectiveCountsAsTurnedAway() {
        overload();

        assertThat(loop.tier()).isEqualTo(Tier.ISOLATE);
    }

    @Test
    void aP99WithinTheObjectiveIsNoEvidence() {
        for (int i = 0; i < 4; i++) {
            rig.metrics.record("latency", rig.now.plus(LoopRig.STEP), 10); // as long as it may take
            rig.step(loop);
        }

        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
    }

    @Test
    void whoseMetricsFallSilentStaysInItsTier() {
        overload();

        for (int i = 0; i < 60; i++) {
            rig.stepWithoutMetric(loop);
        }
        Tier inSilence = loop.tier();
        steps(12);

        assertThat(inSilence).isEqualTo(Tier.ISOLATE);
        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
    }

    @Test
    void whoseFleetCannotBeSeenStaysInItsTier() {
        overload();

        for (int i = 0; i < 60; i++) {
            rig.faults.clear();
            rig.faults.add(Fault.Kind.UNREADABLE);
            rig.step(loop);
        }
        Tier unseen = loop.tier();
        rig.faults.clear();
        steps(12);

        assertThat(unseen).isEqualTo(Tier.ISOLATE);
        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
    }

    private void overload() {
        for (int i = 0; i < 4; i++) {
            rig.metrics.record("latency", rig.now.plus(LoopRig.STEP), 12); // the objective: 10 s
            rig.step(loop);
        }
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            rig.step(loop);
        }
    }

    private void alert(boolean firing, OptionalDouble busy) {
        rig.ledger.append(
                new AlertRecord("chat", "f1", "TooSlow", firing, rig.now, busy)
                        .draft("alertmanager"));
    }

    @Test
    void whatTheServiceTurnsAwayCountsAsAShareOfItsDemand() {
        rig.demand = 900;
        turnAway(450);

        assertThat(tierEntry().path("busy").asDouble()).isEqualTo(0.5);
        assertThat(loop.tier()).isEqualTo(Tier.SMOOTH);
    }

    @ParameterizedTest
    @ValueSource(doubles = {10, 0})
    void whoseEveryRequestIsTurnedAwayIsBusy(double answered) {
        rig.demand = answered;
        turnAway(30);

        assertThat(tierEntry().path("busy").asDouble()).isEqualTo(1);
        assertThat(loop.tier()).isEqualTo(Tier.SMOOTH);
    }

    @Test
    void whomNobodyAsksTurnsNothingAway() {
        rig.demand = 0;
        turnAway(0);

        assertThat(rig.entries(CycleRecord.TIER)).isEmpty();
    }

    private void turnAway(double rate) {
        for (int i = 0; i < 12; i++) {
            rig.metrics.record("away", rig.now.plus(LoopRig.STEP), rate);
            rig.step(loop);
        }
    }

    @Test
    void aShortfallCountsAsTheShareOfTheNeedThatIsMissing() {
        rig.demand = 4_000; // of which 20 replicas, the most there may be, serve half
        steps(12);

        double shortfall = tierEntry().path("shortfall").asDouble();
        assertThat(shortfall).isBetween(0.5, 0.95);
        assertThat(loop.tier()).isNotEqualTo(Tier.NORMAL);
    }

    /** The first step into a tier. */
    private JsonNode tierEntry() {
        return rig.entries(CycleRecord.TIER).get(0).body();
    }
}

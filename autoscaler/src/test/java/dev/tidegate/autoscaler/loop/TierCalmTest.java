package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** The calm that ends a tier, which takes ten minutes, goes on after a restart, and only as far as somebody watched. */
final class TierCalmTest {
    @AutoClose private final LoopRig rig = new LoopRig();
    private ControlLoop loop = rig.loop(Mode.ACT);

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            rig.step(loop);
        }
    }

    private void restart() {
        loop = rig.loop(Mode.ACT);
    }

    private void alert(boolean firing) {
        rig.ledger.append(
                new AlertRecord("chat", "f1", "TooSlow", firing, rig.now, OptionalDouble.empty())
                        .draft("alertmanager"));
    }

    /** Enters the first tier, in which it is calm from the next step on. */
    private void enterAndLeaveTheEvidence() {
        alert(true);
        steps(4);
        assertThat(loop.tier()).isEqualTo(Tier.ISOLATE);
        alert(false);
    }

    /** Not a step sooner. */
    private void assertLeftAfter(int count) {
        steps(count - 1);
        assertThat(loop.tier()).isEqualTo(Tier.ISOLATE);
        steps(1);
        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
    }

    private List<Draft> tierEntries() {
        return rig.entries(CycleRecord.TIER);
    }

    @Test
    void aRestartGoesOnWithTheCalm() {
        enterAndLeaveTheEvidence();
        steps(7);

        restart();
        assertLeftAfter(4);
    }

    @Test
    void restartsInEveryMinuteDoNotKeepATier() {
        enterAndLeaveTheEvidence();

        for (int i = 0; i < 11; i++) {
            restart();
            steps(1);
        }

        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
    }

    @Test
    void aRestartForgetsNoRelapse() {
        enterAndLeaveTheEvidence();
        steps(11);
        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
        restart();
        enterAndLeaveTheEvidence();
        steps(15); // of twenty minutes

        restart();
        assertLeftAfter(6);
    }

    @Test
    void aCalmThatNobodyWatchedForLongBeginsAnew() {
        enterAndLeaveTheEvidence();
        steps(7);
        rig.now = rig.now.plus(Duration.ofMinutes(2));

        restart();
        assertLeftAfter(11);
    }

    @Test
    void aProcessThatWasStoppedBeginsTheCalmAnew() {
        enterAndLeaveTheEvidence();
        steps(3);

        rig.now = rig.now.plus(Duration.ofHours(1));
        steps(1);

        assertThat(loop.tier()).isEqualTo(Tier.ISOLATE);
    }

    @Test
    void aClockThatIsSetForwardMakesNoCalmLonger() {
        enterAndLeaveTheEvidence();
        steps(3);

        Duration ahead = Duration.ofMinutes(90);
        rig.now = rig.now.plus(ahead);
        rig.advance();
        loop.run(rig.now, ahead);
        Tier afterwards = loop.tier();
        steps(7);

        assertThat(afterwards).isEqualTo(Tier.ISOLATE);
        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
    }

    @Test
    void aCalmThatEndedBeforeTheRestartIsNotTakenUp() {
        enterAndLeaveTheEvidence();
        steps(7);
        alert(true);
        steps(1);
        alert(false);

        restart();
        steps(10);

        assertThat(loop.tier()).isEqualTo(Tier.ISOLATE);
    }

    @Test
    void metricsThatAreMissingAfterTheRestartEndTheCalm() {
        enterAndLeaveTheEvidence();
        steps(7);

        restart();
        rig.stepWithoutMetric(loop);
        steps(10);

        assertThat(loop.tier()).isEqualTo(Tier.ISOLATE);
    }

    @Test
    void whatStandsInTheLedgerGrowsWithChangesAndNotWithTime() {
        enterAndLeaveTheEvidence();
        steps(5);
        rig.stepWithoutMetric(loop);
        steps(11);

        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
        assertThat(tierEntries())
                .extracting(
                        entry ->
                                "%d -> %d%s"
                                        .formatted(
                                                entry.body().path("from").asInt(),
                                                entry.body().path("to").asInt(),
                                                entry.body().has("calm_since") ? " calm" : ""))
                .containsExactly("0 -> 1", "1 -> 1 calm", "1 -> 1", "1 -> 1 calm", "1 -> 0");
    }

    @Test
    void aLedgerOfAnEarlierVersionKnowsOfNoCalm() {
        ObjectNode step =
                JsonNodeFactory.instance
                        .objectNode()
                        .put("from", 0)
                        .put("to", 1)
                        .put("relapses", 0);
        rig.ledger.append(new Draft(rig.now, CycleRecord.TIER, "chat", "daemon@here", step));

        assertLeftAfter(11);
    }

    @Test
    void aRestartAfterACalmThatBeganAndEndedOftenFindsWhenTheTierWasEntered() {
        Announcements announcements = new Announcements();
        alert(true);
        steps(4);
        String entered = tierEntries().get(0).at().toString();
        for (int i = 0; i < 40; i++) {
            alert(i % 2 > 0);
            steps(1);
        }

        loop = rig.loop(Mode.ACT, announcements);
        steps(1);

        assertThat(tierEntries()).hasSizeGreaterThan(40);
        assertThat(announcements.said).containsExactly("ISOLATE " + entered);
    }

    /** With hundreds of workloads a hold is written once in ten minutes. */
    @Test
    void untilWhenACalmWasWatchedStandsInTheLedgerHoweverManyWorkloadsThereAre() {
        rig.repeatInterval = Duration.ofMinutes(10);
        rig.advanceAnHour();
        restart();
        steps(90); // until reasons no longer change
        enterAndLeaveTheEvidence();
        steps(9);

        restart();
        steps(2);

        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
    }
}

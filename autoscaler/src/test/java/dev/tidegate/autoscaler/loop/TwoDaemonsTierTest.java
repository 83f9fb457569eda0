package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.TierRecord;
import dev.tidegate.autoscaler.metrics.InMemoryMetrics;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.tier.Tier;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Of two daemons that see different evidence one decides on the tier, and the other goes on from there. */
final class TwoDaemonsTierTest {
    private static final double SLOW = 12; // seconds; the objective is 10
    private static final double FAST = 1;

    @AutoClose private final LoopRig rig = new LoopRig();
    private final FleetLeadership leadership = leadership("daemon@here");
    private final InMemoryMetrics there = new InMemoryMetrics();
    private final Announcements announcements = new Announcements(); // by the daemon that stands by
    private final ControlLoop leader = rig.loop("daemon@here", leadership);
    private final ControlLoop standby =
            rig.loop("daemon@there", leadership("daemon@there"), there, announcements);

    private FleetLeadership leadership(String holder) {
        return FleetLeadership.shared(
                new SqlLeases(rig.database), holder, LoopRig.STEP, rig.troubles);
    }

    private void both(int count, double seenHere, double seenThere) {
        for (int i = 0; i < count; i++) {
            advance(seenHere, seenThere);
            leader.run(rig.now);
            standby.run(rig.now);
        }
    }

    private void standbyAlone(int count, double seen) {
        for (int i = 0; i < count; i++) {
            advance(FAST, seen);
            standby.run(rig.now);
        }
    }

    private void advance(double seenHere, double seenThere) {
        rig.advance();
        rig.metrics.record("latency", rig.now, seenHere);
        there.record("demand", rig.now, rig.demand);
        there.record("latency", rig.now, seenThere);
    }

    private List<String> authorsOfTierEntries() {
        return rig.entries(CycleRecord.TIER).stream().map(Draft::actor).distinct().toList();
    }

    @Test
    void theOneThatStandsByTakesTheTierOfTheOneThatActs() {
        both(4, SLOW, FAST);
        Tier entered = standby.tier();
        both(12, FAST, SLOW);

        assertThat(entered).isEqualTo(Tier.ISOLATE);
        assertThat(leader.tier()).isEqualTo(Tier.NORMAL);
        assertThat(standby.tier()).isEqualTo(Tier.NORMAL);
        assertThat(authorsOfTierEntries()).containsExactly("daemon@here");
    }

    @Test
    void itAnnouncesWhatItTookWithTheTimeOfTheLedger() {
        both(4, SLOW, SLOW);
        String at = rig.entries(CycleRecord.TIER).get(0).at().toString();
        both(12, FAST, FAST);

        assertThat(announcements.said).containsExactly("ISOLATE " + at, "left ISOLATE");
    }

    @Test
    void aTakeoverGoesOnWithTheCalmThatBothSaw() {
        both(4, SLOW, SLOW);
        both(5, FAST, FAST);

        standbyAlone(5, FAST);
        Tier before = standby.tier();
        standbyAlone(1, FAST);

        assertThat(before).isEqualTo(Tier.ISOLATE);
        assertThat(standby.tier()).isEqualTo(Tier.NORMAL);
    }

    @Test
    void aTakeoverEndsNoTierForWhichTheOtherHadEvidence() {
        both(15, SLOW, FAST);

        standbyAlone(11, FAST); // three until the other one's silence tells
        Tier before = standby.tier();
        standbyAlone(3, FAST);

        assertThat(before).isEqualTo(Tier.ISOLATE);
        assertThat(standby.tier()).isEqualTo(Tier.NORMAL);
    }

    @Test
    void aTakeoverEndsNoTierForWhichItHasEvidenceItself() {
        both(4, SLOW, SLOW);
        both(9, FAST, SLOW);

        standbyAlone(20, SLOW);

        assertThat(standby.tier()).isEqualTo(Tier.ISOLATE);
    }

    @Test
    void aTakeoverEntersNoTierAgainForACalmThatTheOtherSaw() {
        both(4, SLOW, SLOW);
        both(11, FAST, FAST);

        standbyAlone(20, FAST);

        assertThat(standby.tier()).isEqualTo(Tier.NORMAL);
        assertThat(rig.entries(CycleRecord.TIER)).filteredOn(TierRecord::isStep).hasSize(2);
    }

    @Test
    void evidenceThatOnlyTheOneThatStandsBySeesCountsOnceItActs() {
        both(10, FAST, SLOW);
        Tier before = standby.tier();

        standbyAlone(5, SLOW); // the lease has to run out

        assertThat(before).isEqualTo(Tier.NORMAL);
        assertThat(standby.tier()).isEqualTo(Tier.ISOLATE);
    }

    @Test
    void aDaemonThatStoodStillTakesTheTierOfTheOneThatTookOver() {
        both(4, SLOW, SLOW);
        standbyAlone(25, SLOW);

        advance(FAST, SLOW);
        leader.run(rig.now);

        assertThat(leader.tier()).isEqualTo(Tier.ISOLATE);
        assertThat(rig.entries(CycleRecord.TIER)).filteredOn(TierRecord::isStep).hasSize(1);
    }

    @Test
    void aDaemonThatStartsWhileAnotherActsDecidesNothing() {
        both(4, SLOW, FAST);
        ControlLoop third =
                rig.loop("daemon@third", leadership("daemon@third"), there, new Announcements());

        for (int i = 0; i < 30; i++) {
            advance(SLOW, FAST);
            leader.run(rig.now);
            third.run(rig.now);
        }

        assertThat(third.tier()).isEqualTo(Tier.ISOLATE);
        assertThat(authorsOfTierEntries()).containsExactly("daemon@here");
    }

    @Test
    void leadershipThatIsGivenBackPassesTheTierOnAtOnce() {
        both(4, SLOW, SLOW);
        both(10, FAST, FAST);

        leadership.close();
        standbyAlone(2, FAST); // learns that nobody leads, then leads

        assertThat(standby.tier()).isEqualTo(Tier.NORMAL);
        assertThat(authorsOfTierEntries()).containsExactly("daemon@here", "daemon@there");
    }

    @Test
    void leadershipThatIsGivenBackIsNotHeldForTheRestOfItsLease() {
        Target chat = SimulatedFleets.target("chat");
        both(1, FAST, FAST);
        boolean before = leadership.isHeld(chat, rig.now);

        leadership.close();

        assertThat(before).isTrue();
        assertThat(leadership.isHeld(chat, rig.now)).isFalse();
    }
}

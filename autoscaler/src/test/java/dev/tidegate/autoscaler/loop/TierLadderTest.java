package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.loop.record.OverrideRecord.AuthoredOverride;
import dev.tidegate.autoscaler.loop.record.TierBook;
import dev.tidegate.autoscaler.loop.record.TierRecord;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.tier.Evidence;
import dev.tidegate.runbooks.tier.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** How a restart resumes the tiers of a workload. */
class TierLadderTest {
    @AutoClose private final LoopRig rig = new LoopRig();
    private final Calls before = new Calls();
    private final Calls after = new Calls();
    private ControlLoop loop = rig.loop(Mode.ACT, before);

    @Test
    void aRestartAnnouncesEveryCurrentTierOnceWithItsOriginalTime() {
        alert(true);
        steps(12);

        loop = rig.loop(Mode.ACT, after);
        steps(5);

        assertThat(loop.tier()).isEqualTo(Tier.SMOOTH);
        assertThat(before.calls).hasSize(3);
        assertThat(after.calls).isEqualTo(before.calls);
    }

    @Test
    void aRestartAnnouncesNoTierThatWasLeft() {
        alert(true);
        steps(12);
        alert(false);
        steps(11); // leaves the highest tier

        loop = rig.loop(Mode.ACT, after);
        alert(true);
        steps(1);

        assertThat(loop.tier()).isEqualTo(Tier.DEGRADE);
        assertThat(after.calls).isEqualTo(before.calls.subList(0, 2));
    }

    @Test
    void aRestartAnnouncesNothingOnceTheEvidenceIsOver() {
        alert(true);
        steps(4);
        alert(false);

        loop = rig.loop(Mode.ACT, after);
        steps(15);

        assertThat(loop.tier()).isEqualTo(Tier.NORMAL);
        assertThat(after.calls).containsExactly("left ISOLATE");
    }

    @Test
    void evidenceThatReturnsBeforeTheTierIsLeftAnnouncesIt() {
        alert(true);
        steps(4);
        alert(false);
        loop = rig.loop(Mode.ACT, after);
        steps(3);
        List<String> calm = List.copyOf(after.calls);

        alert(true);
        steps(1);

        assertThat(calm).isEmpty();
        assertThat(after.calls).isEqualTo(before.calls.subList(0, 1));
    }

    @Test
    void nothingIsAnnouncedWhileEvidenceIsMissing() {
        alert(true);
        steps(4);
        alert(false);
        loop = rig.loop(Mode.ACT, after);

        for (int i = 0; i < 15; i++) {
            rig.stepWithoutMetric(loop);
        }
        Tier inSilence = loop.tier();
        List<String> unknown = List.copyOf(after.calls);
        alert(true);
        rig.stepWithoutMetric(loop);

        assertThat(inSilence).isEqualTo(Tier.ISOLATE);
        assertThat(unknown).isEmpty();
        assertThat(after.calls).isEqualTo(before.calls.subList(0, 1));
    }

    @Test
    void afterALongGapTiersAreAnnouncedWithTheCurrentTime() {
        alert(true);
        steps(12);
        rig.now = rig.now.plus(Duration.ofHours(2));

        loop = rig.loop(Mode.ACT, after);
        steps(1);

        assertThat(after.calls)
                .hasSize(3)
                .allSatisfy(call -> assertThat(call).contains(rig.now.toString()));
    }

    @Test
    void theEntryOfAStepIntoATierNamesItsBooks() {
        alert(true);
        steps(4);
        alert(false);
        steps(15);

        assertThat(rig.entries(CycleRecord.TIER))
                .filteredOn(TierRecord::isStep)
                .extracting(step -> step.body().path("books").toString())
                .containsExactly("[\"for ISOLATE\",\"asked\"]", "[]");
        assertThat(rig.entries(CycleRecord.TIER))
                .first()
                .satisfies(
                        step ->
                                assertThat(TierBook.describe(TierRecord.books(step)))
                                        .isEqualTo(
                                                "for ISOLATE (opens by itself), asked (opens on its signal)"));
    }

    @Test
    void aTierThatIsEnteredAgainNamesItsBooksAsTheyAreThen() {
        alert(true);
        steps(4);
        alert(false);
        steps(15);
        before.edition = " anew";
        alert(true);
        steps(4);

        assertThat(rig.entries(CycleRecord.TIER))
                .last()
                .satisfies(
                        step ->
                                assertThat(TierRecord.books(step).get(0).name())
                                        .isEqualTo("for ISOLATE anew"));
    }

    @Test
    void adviceModeAnnouncesNothing() {
        alert(true);
        steps(12);

        loop = rig.loop(Mode.ADVISE, after);
        steps(5);

        assertThat(after.calls).isEmpty();
        assertThat(loop.standing())
                .hasValueSatisfying(
                        standing ->
                                assertThat(TierBook.describe(standing.books()))
                                        .isEqualTo(
                                                "for SMOOTH (proposed), asked (opens on its signal)"));
    }

    @Test
    void aTierIsNotLeftForAnEntryFromBeforeItWasEntered() {
        alert(true);
        steps(4);
        alert(false);
        steps(15); // the newest entry says normal
        FailingLedger away = new FailingLedger(rig.ledger);
        away.unreadable = true;
        away.broken = true;
        loop = rig.loop(Mode.ACT, "daemon@here", rig.fleets, away, rig.leases);
        turningAway(8);
        Tier reached = loop.tier();

        away.unreadable = false; // and cannot be written yet
        turningAway(1);

        assertThat(reached).isGreaterThan(Tier.NORMAL);
        assertThat(loop.tier()).isGreaterThanOrEqualTo(reached);
    }

    private void turningAway(int count) {
        for (int i = 0; i < count; i++) {
            rig.advance();
            rig.metrics.record("away", rig.now, rig.demand);
            loop.run(rig.now);
        }
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            rig.step(loop);
        }
    }

    private void alert(boolean firing) {
        rig.ledger.append(
                new AlertRecord("chat", "f1", "TooSlow", firing, rig.now, OptionalDouble.of(0.5))
                        .draft("alertmanager"));
    }

    private static final class Calls implements Intervention {
        final List<String> calls = new ArrayList<>();
        String edition = "";

        @Override
        public List<AuthoredOverride> overrides(Target target, Instant now) {
            return List.of();
        }

        @Override
        public List<TierBook> books(Tier tier) {
            return List.of(
                    new TierBook("for " + tier + edition, TierBook.Opening.TIER),
                    new TierBook("asked", TierBook.Opening.SIGNAL));
        }

        @Override
        public void entered(Tier tier, String workload, Evidence evidence, Instant now) {
            calls.add(workload + " entered " + tier + " at " + now + " on " + evidence);
        }

        @Override
        public void left(Tier tier, String workload) {
            calls.add("left " + tier);
        }
    }
}

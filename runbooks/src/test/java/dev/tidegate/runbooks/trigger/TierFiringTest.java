package dev.tidegate.runbooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import dev.tidegate.runbooks.run.record.RunState;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Books that are meant for a tier, and follow no signal of their own. */
final class TierFiringTest extends AutomaticRunsRig {
    private static final String WITHOUT_SIGNAL = BOOK.replaceAll("(?s)signal:.*?lease", "lease");

    @Test
    void tierStartsTheBooksThatFollowNoSignalOfTheirOwn() throws IOException {
        book(WITHOUT_SIGNAL);
        var evidence = new Trigger(world.now(), 0.06, "tier 1", List.of());

        List<TriggerOutcome> fired = automaticRuns.tierReached(1, "chat", evidence, world.now());

        assertThat(fired).singleElement().isInstanceOf(TriggerOutcome.Opened.class);
        assertThat(automaticRuns.tierReached(2, "chat", evidence, world.now())).isEmpty();
        assertThat(newest().plan().trigger()).contains(evidence);
    }

    @Test
    void whatATierCalledForIsTriedAgainUntilTheTierIsLeft() throws IOException {
        book(WITHOUT_SIGNAL);
        var evidence = new Trigger(world.now(), 0.06, "tier 1", List.of());
        world.failReads(3);

        automaticRuns.tierReached(1, "chat", evidence, world.now());
        automaticRuns.tierLeft(1, "chat");
        pollFor(Duration.ofMinutes(5), 0);
        assertThat(world.runs().all()).isEmpty();
        assertThat(automaticRuns.waiting()).isEmpty();

        automaticRuns.tierReached(1, "chat", evidence, world.now());
        assertThat(automaticRuns.waiting().get("shed")).contains("cannot be read");
        assertThat(pollFor(Duration.ofMinutes(5), 0)).hasSize(1);
        assertThat(newest().plan().trigger()).contains(evidence);
        assertThat(automaticRuns.waiting()).isEmpty();
    }

    @Test
    void whatATierCalledForIsOpenedOnceHoweverOftenTheProcessIsStartedAgain() throws IOException {
        book(WITHOUT_SIGNAL);
        var evidence = new Trigger(world.now(), 0.06, "tier 1", List.of());
        world.failReads(3);
        automaticRuns.tierReached(1, "chat", evidence, world.now());

        restarted().tierReached(1, "chat", evidence, world.now());
        pollFor(Duration.ofMinutes(5), 0);
        restarted().tierReached(1, "chat", evidence, world.now());
        pollFor(Duration.ofHours(1), 0); // beyond its lease
        restarted().tierReached(1, "chat", evidence, world.now());
        pollFor(Duration.ofMinutes(5), 0);

        assertThat(world.runs().all()).hasSize(1);
        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
        assertThat(newest().plan().trigger()).contains(evidence);
    }

    @Test
    void aTierReachedAgainWhileTheRunOfTheLastTimeEndsOpensTheBookOnceMore() throws IOException {
        book(WITHOUT_SIGNAL);
        automaticRuns.tierReached(
                1, "chat", new Trigger(world.now(), 0.06, "tier 1", List.of()), world.now());
        String first = newest().id();
        pollFor(Duration.ofMinutes(28), 0); // of the lease's 30
        automaticRuns.tierLeft(1, "chat");

        automaticRuns.tierReached(
                1, "chat", new Trigger(world.now(), 0.06, "tier 1", List.of()), world.now());
        pollFor(Duration.ofMinutes(5), 0);

        assertThat(world.runs().find(first).orElseThrow().state()).isEqualTo(RunState.UNDONE);
        assertThat(newest().id()).isNotEqualTo(first);
        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);
    }

    @Test
    void whatAPersonRanShortlyBeforeTheTierIsNoReasonNotToOpenTheBookOnceThatHasEnded()
            throws IOException {
        book(WITHOUT_SIGNAL);
        String byHand = openByHand();
        world.advance(Duration.ofMinutes(2));

        automaticRuns.tierReached(
                1, "chat", new Trigger(world.now(), 0.06, "tier 1", List.of()), world.now());
        pollFor(Duration.ofMinutes(25), 0);
        assertThat(world.runs().all()).as("while the person's is in force").hasSize(1);
        pollFor(Duration.ofMinutes(5), 0);

        assertThat(world.runs().find(byHand).orElseThrow().state()).isEqualTo(RunState.UNDONE);
        assertThat(newest().author()).isEqualTo(AutomaticRuns.OPERATOR);
        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);
    }

    @Test
    void whatIsInForceOutlastsTheTierUntilItsLeaseEnds() throws IOException {
        book(WITHOUT_SIGNAL);
        var evidence = new Trigger(world.now(), 0.06, "tier 1", List.of());
        automaticRuns.tierReached(1, "chat", evidence, world.now());
        world.sweep();

        assertThat(automaticRuns.tierLeft(1, "chat")).isEmpty();
        pollFor(Duration.ofMinutes(20), 0);

        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);
    }

    @Test
    void ofTwoDaemonsThatSeeTheTierSecondsApartTheSecondOpensNothingAfterTheLease()
            throws IOException {
        book(WITHOUT_SIGNAL);
        automaticRuns.tierReached(
                1, "chat", new Trigger(world.now(), 0.06, "tier 1", List.of()), world.now());
        world.advance(Duration.ofSeconds(20));
        AutomaticRuns other = restarted();

        List<TriggerOutcome> fired =
                other.tierReached(
                        1,
                        "chat",
                        new Trigger(world.now(), 0.06, "tier 1", List.of()),
                        world.now());
        pollFor(Duration.ofMinutes(40), 0);

        assertThat(fired).isEmpty();
        assertThat(world.runs().all()).hasSize(1);
    }

    @Test
    void ofTwoDaemonsThatLookAtOnceOneOpensTheBook() throws IOException {
        book(WITHOUT_SIGNAL);
        var evidence = new Trigger(world.now(), 0.06, "tier 1", List.of());
        AutomaticRuns other = automaticRuns;
        automaticRuns =
                automaticRuns(
                        (tier, now) -> {
                            other.tierReached(1, "chat", evidence, now);
                            return Optional.empty();
                        });

        automaticRuns.tierReached(1, "chat", evidence, world.now());
        pollFor(Duration.ofMinutes(2), 0);

        assertThat(world.runs().all()).hasSize(1);
        assertThat(automaticRuns.waiting()).isEmpty();
    }

    @Test
    void whatAnotherDaemonIsOpeningIsLeftToItUntilItIsTakenForDead() throws IOException {
        book(WITHOUT_SIGNAL);
        world.acquireBookAs("another daemon", "shed");

        automaticRuns.tierReached(
                1, "chat", new Trigger(world.now(), 0.06, "tier 1", List.of()), world.now());

        assertThat(automaticRuns.waiting()).as("expected, and no trouble").isEmpty();
        pollFor(Duration.ofMinutes(1), 0);
        assertThat(world.runs().all()).hasSize(1);
    }

    @Test
    void anotherDaemonThatDoesNotGetItOpenIsTold() throws IOException {
        book(WITHOUT_SIGNAL);
        world.acquireBookAs("another daemon", "shed");
        automaticRuns.tierReached(
                1, "chat", new Trigger(world.now(), 0.06, "tier 1", List.of()), world.now());
        pollFor(Duration.ofSeconds(25), 0);
        world.acquireBookAs("another daemon", "shed");

        pollFor(Duration.ofSeconds(8), 0);

        assertThat(automaticRuns.waiting()).containsEntry("shed", "another process opens it");
    }

    @Test
    void aBookThatNobodyCanPlanKeepsNoOtherFromBeingOpened() throws IOException {
        String calling =
                WITHOUT_SIGNAL.replaceAll("\\{step: raise.*}", "{step: raise, book: shed}");
        book("calls", calling.replace("book: shed\nv", "book: calls\nv"));
        book(WITHOUT_SIGNAL);

        automaticRuns.tierReached(
                1, "chat", new Trigger(world.now(), 0.06, "tier 1", List.of()), world.now());

        assertThat(newest().plan().book()).isEqualTo("shed");
        assertThat(automaticRuns.waiting().get("calls")).contains("called for shed");
        assertThat(automaticRuns.poll(world.now())).isEmpty();
    }
}

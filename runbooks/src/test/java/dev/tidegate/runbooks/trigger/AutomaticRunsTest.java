package dev.tidegate.runbooks.trigger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.approve.AccessPolicy;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.run.plan.RunPlan.Trigger;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Books that follow a signal of their own. */
final class AutomaticRunsTest extends AutomaticRunsRig {
    @Test
    void signalThatStaysStartsTheBookAndTheLedgerHoldsWhatCausedIt() {
        List<TriggerOutcome> fired = pollFor(Duration.ofMinutes(2), 0.2);

        assertThat(fired).singleElement().isInstanceOf(TriggerOutcome.Opened.class);
        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.floor(0)).isEqualTo(9);
        Trigger trigger = newest().plan().trigger().orElseThrow();
        assertThat(trigger.rule()).contains("0.01").contains("1m");
        assertThat(trigger.samples()).hasSize(7).allMatch(s -> s.value() == 0.2);
        assertThat(newest().plan().version()).isEqualTo(3);
        assertThat(newest().plan().digest()).hasSize(64);
    }

    @Test
    void peakShorterThanTheDwellStartsNothing() {
        pollFor(Duration.ofSeconds(40), 0.2);
        assertThat(pollFor(Duration.ofMinutes(2), 0.001)).isEmpty();
    }

    @Test
    void missingSignalStartsNothingAndTakesNothingBack() {
        pollFor(Duration.ofMinutes(2), 0.2);
        world.signal(OptionalDouble.empty());

        for (int i = 0; i < 30; i++) {
            assertThat(automaticRuns.poll(world.now())).isEmpty();
            world.advance(TICK);
        }
        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);
    }

    @Test
    void calmSignalTakesItBackBeforeItsLeaseEnds() {
        pollFor(Duration.ofMinutes(2), 0.2);

        List<TriggerOutcome> fired = pollFor(Duration.ofMinutes(3), 0.001);

        assertThat(fired).singleElement().isInstanceOf(TriggerOutcome.UndoRequested.class);
        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
        assertThat(world.floor(0)).isEqualTo(2);
    }

    @Test
    void whatCannotBeWrittenNowIsOpenedAndTakenBackOnceItCan() {
        pollFor(Duration.ofSeconds(50), 0.2);
        whileNobodyCanRead(0.2);
        pollFor(Duration.ofSeconds(10), 0.2);
        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);

        pollFor(Duration.ofSeconds(110), 0.001);
        whileNobodyCanRead(0.001);
        pollFor(Duration.ofSeconds(10), 0.001);
        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
    }

    private void whileNobodyCanRead(double signal) {
        world.ledger().unreadable(true);
        world.signal(OptionalDouble.of(signal));
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> automaticRuns.poll(world.now()))
                    .isInstanceOf(LedgerException.class);
            world.advance(TICK);
        }
        world.ledger().unreadable(false);
    }

    @Test
    void aRunThatComesInForceAfterTheSignalWasCalmIsTakenBackThen() throws IOException {
        book(BOOK + "  - {step: look, pause: {for: 15m, otherwise: undo}}\n");
        pollFor(Duration.ofMinutes(2), 0.2);
        assertThat(newest().state()).isEqualTo(RunState.PAUSED);
        pollFor(Duration.ofMinutes(5), 0.001);

        world.runs().request(newest().id(), "bo", new RunEvent.Resumed("bo", "look"));
        pollFor(Duration.ofMinutes(1), 0.001);

        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
    }

    @Test
    void whatABookOpenedIsTakenBackWhenTheSignalIsCalmThoughTheBookIsGone() throws IOException {
        pollFor(Duration.ofMinutes(2), 0.2);
        String run = newest().id();
        book(BOOK.replace("book: shed", "book: drop"));

        List<TriggerOutcome> outcomes = pollFor(Duration.ofMinutes(3), 0.001);

        assertThat(outcomes).containsExactly(new TriggerOutcome.UndoRequested("shed", run));
        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
    }

    @Test
    void oneLivingRunABookHoweverLongTheSignalStays() {
        pollFor(Duration.ofMinutes(20), 0.2);

        assertThat(world.runs().all()).hasSize(1);
    }

    @Test
    void signalThatOutlastsTheLeaseHasToDwellAgain() {
        pollFor(Duration.ofMinutes(40), 0.2);

        assertThat(world.runs().all()).hasSize(2);
        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);
    }

    @Test
    void whatAPersonEndedIsNotStartedAgainForAWhile() {
        pollFor(Duration.ofMinutes(2), 0.2);
        world.runs().request(newest().id(), "bo", new AbortRequested("bo", "not this", false));

        pollFor(Duration.ofMinutes(30), 0.2);
        pollFor(Duration.ofMinutes(5), 0.001);
        assertThat(automaticRuns.waiting()).as("while nothing calls for it").isEmpty();
        List<TriggerOutcome> fired = pollFor(Duration.ofMinutes(5), 0.2);

        assertThat(fired).singleElement().isInstanceOf(TriggerOutcome.Refused.class);
        assertThat(world.runs().all()).hasSize(1);
    }

    @Test
    void theWhileBeginsWhenThePersonEndsItHoweverLongItWasInForce() throws IOException {
        book(BOOK.replace("lease: 30m", "lease: 3h"));
        pollFor(Duration.ofMinutes(70), 0.2);
        world.runs().request(newest().id(), "bo", new AbortRequested("bo", "not this", false));

        pollFor(Duration.ofMinutes(5), 0.001);
        List<TriggerOutcome> fired = pollFor(Duration.ofMinutes(5), 0.2);

        assertThat(fired).singleElement().isInstanceOf(TriggerOutcome.Refused.class);
        assertThat(world.runs().all()).hasSize(1);
    }

    @Test
    void policyThatDoesNotAllowItKeepsItFromStarting() {
        automaticRuns =
                automaticRuns(
                        AutomationPermit.of(
                                AccessPolicy.withoutFile("prod"), AutomaticRuns.OPERATOR));

        List<TriggerOutcome> fired = pollFor(Duration.ofMinutes(2), 0.2);

        assertThat(fired).singleElement().isInstanceOf(TriggerOutcome.Refused.class);
        assertThat(world.runs().all()).isEmpty();
    }

    @Test
    void whatIsRefusedForAPassingReasonIsTriedAgainWhileTheSignalStandsAndToldOnce() {
        world.failReads(3);

        List<TriggerOutcome> fired = pollFor(Duration.ofMinutes(5), 0.2);

        assertThat(newest().state()).isEqualTo(RunState.IN_FORCE);
        assertThat(fired).hasSize(2);
    }

    @Test
    void whatWasRefusedIsNotOpenedOnceTheSignalIsCalm() {
        world.failReads(6);
        pollFor(Duration.ofSeconds(70), 0.2);

        pollFor(Duration.ofMinutes(5), 0.001);

        assertThat(world.runs().all()).isEmpty();
    }

    @Test
    void whatAPersonEndedIsOpenedAgainAfterTheWhileIfTheSignalStillStands() {
        pollFor(Duration.ofMinutes(2), 0.2);
        world.runs().request(newest().id(), "bo", new AbortRequested("bo", "not this", false));

        List<TriggerOutcome> told = pollFor(Duration.ofMinutes(55), 0.2);
        assertThat(world.runs().all()).hasSize(1);
        assertThat(told).singleElement().isInstanceOf(TriggerOutcome.Refused.class);
        assertThat(automaticRuns.waiting().get("shed"))
                .startsWith("a person ended run " + newest().id() + ": quiet until 2026-03-01T04:");

        pollFor(Duration.ofMinutes(10), 0.2);
        assertThat(world.runs().all()).hasSize(2);
    }

    @Test
    void bookThatIsNotAutomaticIsLeftAlone() throws IOException {
        book(BOOK.replace("automatic: true\n", ""));

        assertThat(pollFor(Duration.ofMinutes(5), 0.2)).isEmpty();
    }

    @Test
    void aCalmSignalTakesBackWhatTheProcessBeforeARestartOpened() {
        pollFor(Duration.ofMinutes(2), 0.2);
        restarted();

        pollFor(Duration.ofMinutes(3), 0.001);

        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
    }

    @Test
    void aCalmSignalTakesBackWhatWasOpenedAlsoIfAPersonRanTheBookSince() {
        pollFor(Duration.ofMinutes(2), 0.2);
        String ours = newest().id();
        byHandAndBack();

        pollFor(Duration.ofMinutes(3), 0.001);

        assertThat(world.runs().find(ours).orElseThrow().state()).isEqualTo(RunState.UNDONE);
    }

    @Test
    void thatAnotherDaemonHasOpenedItAlreadyIsWhatWasWantedAndNotTold() {
        AutomaticRuns first = automaticRuns;
        AutomaticRuns second = restarted();
        pollFor(Duration.ofSeconds(10), 0.2);
        automaticRuns = first;
        pollFor(Duration.ofMinutes(2), 0.2);
        automaticRuns = second;

        List<TriggerOutcome> fired = pollFor(Duration.ofMinutes(2), 0.2);

        assertThat(world.runs().all()).hasSize(1);
        assertThat(fired).isEmpty();
    }

    /** It may be in force: a second one would find the flag set, and leave it set for good. */
    @Test
    void aBookWithARunThatCannotBeReadIsNotOpenedOnceMore() {
        pollFor(Duration.ofMinutes(2), 0.2);
        String inForce = newest().id();
        world.ledger()
                .append(
                        new Draft(
                                world.now(),
                                "run-undo-conflict",
                                "run/" + inForce,
                                "a newer program",
                                JsonNodeFactory.instance.objectNode()));
        restarted();

        pollFor(Duration.ofMinutes(5), 0.2);
        List<RunView> whileItMayBeInForce = world.runs().all();
        String why = automaticRuns.waiting().get("shed");
        world.advance(Book.MAX_LEASE);
        pollFor(Duration.ofMinutes(5), 0.2);

        assertThat(whileItMayBeInForce).isEmpty();
        assertThat(why)
                .startsWith("run " + inForce + " cannot be read, and may be in force until ");
        assertThat(world.runs().all()).hasSize(1);
    }

    @Test
    void theRunThatKeepsABookFromBeingOpenedIsNamedWhicheverCameLast() {
        String inForce = openByHand();
        world.advance(TICK);
        byHandAndBack();
        world.advance(Duration.ofMinutes(10));

        List<TriggerOutcome> fired = pollFor(Duration.ofMinutes(5), 0.2);

        assertThat(fired)
                .singleElement()
                .extracting(TriggerOutcome::describe)
                .asString()
                .endsWith("second time: run " + inForce + ", which ana opened, is in force");
        assertThat(automaticRuns.waiting()).isEmpty();
    }

    /** A person runs the book, and ends it a moment later. */
    private void byHandAndBack() {
        String run = openByHand();
        world.runs().request(run, "ana", new AbortRequested("ana", "tried", false));
        world.sweep();
        assertThat(newest().state()).isEqualTo(RunState.UNDONE);
    }
}

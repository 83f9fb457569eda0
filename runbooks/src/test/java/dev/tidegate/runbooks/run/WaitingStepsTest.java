package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.FLOOR;
import static dev.tidegate.runbooks.run.World.START;
import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.book.Approvals.Unanswered;
import dev.tidegate.runbooks.book.BookStep.Unresumed;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.run.plan.PlannedPause;
import dev.tidegate.runbooks.run.plan.PlannedQuestion;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Waits, pauses and questions between the changes of a run. */
final class WaitingStepsTest {
    private static final Optional<Duration> FOR_GOOD = Optional.empty();

    private final World world = new World(2);
    private final Runs runs = world.process("p1");

    /** A change, the step in question, another change. */
    private String open(PlannedStep between) {
        return runs.open(plan(FOR_GOOD, step(0, 5), between, step(1, 7)), "ana");
    }

    private RunView drive(String run) {
        return World.drive(runs, run);
    }

    private void signalFrom(Instant change, double before, double after) {
        world.signal = at -> OptionalDouble.of(at.isBefore(change) ? before : after);
    }

    @Test
    void waitGoesOnOnceTheSignalHasHeldForItsTime() {
        signalFrom(START.plusSeconds(60), 0.2, 0.001);
        String run = open(World.calm(Duration.ofMinutes(2)));

        RunView view = drive(run);

        assertThat(view.state()).isEqualTo(RunState.DONE);
        assertThat(world.now).isBetween(START.plusSeconds(180), START.plusSeconds(190));
    }

    @Test
    void waitBeginsAnewAfterABreak() {
        Instant spike = START.plusSeconds(60);
        world.signal = at -> OptionalDouble.of(at.equals(spike) ? 0.2 : 0.001);

        drive(open(World.calm(Duration.ofMinutes(2))));

        assertThat(world.now).isAfter(spike.plusSeconds(120));
    }

    @Test
    void momentWithoutAValueIsABreak() {
        Instant gap = START.plusSeconds(60);
        world.signal = at -> at.equals(gap) ? OptionalDouble.empty() : OptionalDouble.of(0.001);

        drive(open(World.calm(Duration.ofMinutes(2))));

        assertThat(world.now).isAfter(gap.plusSeconds(120));
    }

    @Test
    void waitThatTakesTooLongTakesTheRunBack() {
        world.signal = at -> OptionalDouble.of(0.2);

        RunView view = drive(open(World.calm(Duration.ofMinutes(2))));

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.note()).contains("calm").contains("0.2");
        assertThat(world.writes).containsExactly("f0 2->5", "f0 5->2");
    }

    @Test
    void waitEndsAtTheSameMomentForWhoeverTakesItUp() {
        world.signal = at -> OptionalDouble.of(0.2);
        String run = open(World.calm(Duration.ofMinutes(2)));
        try {
            world.process("p0", new CrashInjector(40)).drive(run, RunListener.none());
        } catch (CrashInjector.Killed e) {
            RunView waiting = runs.find(run).orElseThrow();
            assertThat(waiting.step("calm").status()).isEqualTo(StepView.Status.WAITING);
            assertThat(waiting.endsAt()).contains(START.plus(Duration.ofMinutes(10)));
        }
        world.now = START.plus(Duration.ofMinutes(9));

        runs.driveWithin(run, Duration.ofSeconds(15), RunListener.none());

        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.UNDONE);
        assertThat(world.now).isBefore(START.plus(Duration.ofMinutes(11)));
    }

    @Test
    void abortEndsAWait() {
        String run = open(World.calm(Duration.ofMinutes(2)));
        world.signal =
                at -> {
                    if (at.equals(START.plusSeconds(20))) {
                        runs.request(run, "bo", new AbortRequested("bo", "no", false));
                    }
                    return OptionalDouble.empty();
                };

        assertThat(drive(run).state()).isEqualTo(RunState.UNDONE);
        assertThat(world.now).isBefore(START.plusSeconds(30));
        assertThat(world.floor(0)).isEqualTo(FLOOR);
    }

    @Test
    void aRunThatWaitsKeepsNobodyFromWhatItHasChanged() {
        var scaler = world.leases.asOtherProcess();
        String target = SimulatedFleets.target("f0").toString();
        var asked = new ArrayList<LeaseOutcome>();
        world.signal =
                at -> {
                    asked.add(scaler.acquire(target, "scaler", Duration.ofSeconds(9), world.now));
                    return OptionalDouble.of(0.001);
                };

        assertThat(drive(open(World.calm(Duration.ZERO))).state()).isEqualTo(RunState.DONE);
        assertThat(asked).singleElement().isInstanceOf(LeaseOutcome.Held.class);
    }

    private static PlannedStep pause(Unresumed otherwise) {
        return new PlannedPause("look", Duration.ofMinutes(10), otherwise, Optional.empty());
    }

    @Test
    void pauseGoesOnByItselfWhenItsTimeIsOver() {
        RunView view = drive(open(pause(Unresumed.PROCEED)));

        assertThat(view.state()).isEqualTo(RunState.DONE);
        assertThat(world.now).isEqualTo(START.plus(Duration.ofMinutes(10)));
    }

    @Test
    void pauseForAPersonHoldsNobodyUpAndGoesOnWhenResumed() {
        String run = open(pause(Unresumed.UNDO));
        RunView paused = drive(run);
        assertThat(paused.state()).isEqualTo(RunState.PAUSED);
        assertThat(paused.endsAt()).contains(START.plus(Duration.ofMinutes(10)));
        assertThat(world.now).isEqualTo(START);

        runs.request(run, "bo", new RunEvent.Resumed("bo", "look"));

        RunView view = drive(run);
        assertThat(view.state()).isEqualTo(RunState.DONE);
        assertThat(view.step("look").note()).contains("bo");
    }

    @Test
    void pauseNobodyResumesIsTakenBack() {
        String run = open(pause(Unresumed.UNDO));
        drive(run);

        world.now = world.now.plus(Duration.ofMinutes(10));
        runs.sweep(RunListener.none());

        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.UNDONE);
        assertThat(world.writes).containsExactly("f0 2->5", "f0 5->2");
    }

    @Test
    void runThatDoesNotPauseCannotBeResumed() {
        String run = open(pause(Unresumed.UNDO));

        assertThatThrownBy(() -> runs.request(run, "bo", new RunEvent.Resumed("bo", "look")))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aRunIsNotResumedAtAStepAtWhichItDoesNotPause() {
        String run = open(pause(Unresumed.UNDO));
        drive(run);

        assertThatThrownBy(() -> runs.request(run, "bo", new RunEvent.Resumed("bo", "later")))
                .hasMessageContaining("it does not pause at later");
    }

    private static PlannedStep question(Unanswered otherwise) {
        return new PlannedQuestion(
                "agree",
                new Approvals("lead", 1, true, Duration.ofMinutes(15), otherwise),
                Optional.empty());
    }

    private static RunEvent approval(String by) {
        return new RunEvent.Approved(by, "test", Optional.of("agree"));
    }

    @Test
    void questionBetweenStepsIsAnsweredByOthersThanTheAuthor() {
        String run = open(question(Unanswered.REJECT));
        assertThat(drive(run).state()).isEqualTo(RunState.AWAITING_APPROVAL);

        runs.request(run, "ana", approval("ana"));
        assertThat(drive(run).state()).isEqualTo(RunState.AWAITING_APPROVAL);
        runs.request(run, "bo", approval("bo"));

        assertThat(drive(run).state()).isEqualTo(RunState.DONE);
        assertThat(world.writes).containsExactly("f0 2->5", "f1 2->7");
    }

    @Test
    void questionBetweenStepsThatNobodyAnswersLapsesToItsStatedDefault() {
        String rejected = open(question(Unanswered.REJECT));
        drive(rejected);
        world.now = world.now.plus(Duration.ofMinutes(15));
        assertThat(drive(rejected).state()).isEqualTo(RunState.UNDONE);

        String proceeded = open(question(Unanswered.PROCEED));
        drive(proceeded);
        world.now = world.now.plus(Duration.ofMinutes(15));
        assertThat(drive(proceeded).state()).isEqualTo(RunState.DONE);
    }

    @Test
    void refusalBetweenStepsTakesTheRunBack() {
        String run = open(question(Unanswered.PROCEED));
        drive(run);

        runs.request(run, "bo", new RunEvent.Refused("bo", "not tonight"));

        RunView view = drive(run);
        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.note()).contains("not tonight");
    }

    @Test
    void forgedAnswerBetweenStepsTakesTheRunBack() {
        world.withoutRole.add("eve");
        String run = open(question(Unanswered.PROCEED));
        drive(run);

        runs.request(run, "eve", approval("eve"));

        assertThat(drive(run).state()).isEqualTo(RunState.UNDONE);
        assertThat(world.writes).containsExactly("f0 2->5", "f0 5->2");
    }

    @Test
    void approvalOfOneQuestionDoesNotAnswerTheNext() {
        String run = open(question(Unanswered.REJECT));
        drive(run);

        runs.request(run, "bo", new RunEvent.Approved("bo", "test", Optional.empty()));

        assertThat(drive(run).state()).isEqualTo(RunState.AWAITING_APPROVAL);
    }

    @Test
    void runThatWaitsForItsSignalHoldsNoOtherUp() throws Exception {
        var asked = new CountDownLatch(1);
        var answer = new CountDownLatch(1);
        world.signal =
                at -> {
                    asked.countDown();
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return OptionalDouble.of(0.001);
                };
        open(World.calm(Duration.ZERO));
        runs.sweep(RunListener.none());
        asked.await();
        String other = runs.open(plan(FOR_GOOD, step(1, 9)), "bo");

        runs.sweep(RunListener.none());

        assertThat(runs.find(other).orElseThrow().state()).isEqualTo(RunState.DONE);
        answer.countDown();
    }
}

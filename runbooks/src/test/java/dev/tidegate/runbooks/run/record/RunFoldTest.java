package dev.tidegate.runbooks.run.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunEvent.Stuck;
import dev.tidegate.runbooks.run.record.RunEvent.UndoStarted;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RunFoldTest {
    private static final Instant NOW = Instant.parse("2026-03-01T03:00:00Z");

    private static RunView after(RunEvent... events) {
        RunView view = RunView.planned("test-1", RunFixture.plan(), "ana", NOW);
        for (RunEvent event : events) {
            view = view.after(event, NOW);
        }
        return view;
    }

    private static AbortRequested abort(boolean keep) {
        return new AbortRequested("bo", "test", keep);
    }

    @Test
    void everyKindOfEventHasARule() {
        assertThat(RunFold.RULES).containsOnlyKeys(RunEvent.class.getPermittedSubclasses());
    }

    @Test
    void whatIsAskedForAtTheMomentARunGetsStuckIsNotForgotten() {
        Stuck stuck = new Stuck("no way", "look");
        UndoStarted undoing = new UndoStarted("test");

        assertThat(after(abort(false), stuck).abort()).isPresent();
        assertThat(after(undoing, abort(true), stuck).abort()).isPresent();
        assertThat(after(abort(false), undoing, stuck).abort()).isEmpty(); // it was tried
    }

    /** By the state that they lead to: all in which nobody is asked, nothing pauses and nothing is stuck. */
    static Stream<Map.Entry<RunState, List<RunEvent>>> courses() {
        RunEvent taken = new RunEvent.Taken("p");
        return Stream.of(
                Map.entry(RunState.READY, List.of()),
                Map.entry(RunState.RUNNING, List.of(taken)),
                Map.entry(RunState.VERIFYING, List.of(taken, new RunEvent.VerifyStarted(NOW))),
                Map.entry(RunState.IN_FORCE, List.of(taken, new RunEvent.InForce(NOW))),
                Map.entry(RunState.UNDOING, List.of(taken, new UndoStarted("test"))),
                Map.entry(RunState.DONE, List.of(taken, new RunEvent.Done("test"))),
                Map.entry(RunState.ABORTED, List.of(taken, new RunEvent.Aborted("test"))),
                Map.entry(RunState.REJECTED, List.of(new RunEvent.Rejected("test"))),
                Map.entry(
                        RunState.UNDONE,
                        List.of(taken, new UndoStarted("test"), new RunEvent.Undone("test"))));
    }

    @ParameterizedTest
    @MethodSource("courses")
    void anAnswerToWhatNobodyAsksChangesNothing(Map.Entry<RunState, List<RunEvent>> course) {
        RunView before = after(course.getValue().toArray(RunEvent[]::new));
        assertThat(before.state()).isEqualTo(course.getKey());

        for (RunEvent late :
                List.of(
                        new RunEvent.Approved("bo", "cli", Optional.empty()),
                        new RunEvent.Refused("bo", "test"),
                        new RunEvent.ApprovalLapsed("test"),
                        new RunEvent.RetryRequested("bo", Optional.empty()),
                        new RunEvent.Resumed("bo", "raise-f0"),
                        new RunEvent.StepPassed("raise-f0", "test"))) {
            assertThat(before.after(late, NOW)).as("%s", late).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @MethodSource("courses")
    void whatIsTakenBackOrRejectedCannotBeAbortedAnyMore(
            Map.Entry<RunState, List<RunEvent>> course) {
        RunView before = after(course.getValue().toArray(RunEvent[]::new));
        boolean over = Set.of(RunState.UNDONE, RunState.REJECTED).contains(before.state());

        assertThat(before.after(abort(false), NOW).abort().isPresent()).isEqualTo(!over);
    }

    @Test
    void aStuckRunGoesOnInTheDirectionInWhichItWasGoing() {
        RunEvent taken = new RunEvent.Taken("p");
        RunEvent stuck = new Stuck("no way", "look");
        RunEvent again = new RunEvent.RetryRequested("bo", Optional.empty());

        assertThat(after(taken, stuck, again).state()).isEqualTo(RunState.RUNNING);
        assertThat(after(taken, new UndoStarted("test"), stuck, again).state())
                .isEqualTo(RunState.UNDOING);
        assertThat(after(taken, stuck, abort(true), again).state()).isEqualTo(RunState.STUCK);
    }

    @Test
    void aStepThatFailsForWhatTimeMayHealBeginsTheTimeOnce() {
        RunEvent undo = new UndoStarted("test");
        RunEvent healing = new RunEvent.UndoFailed("raise-f0", Failure.UNREACHABLE, "away");
        RunEvent lasting = new RunEvent.UndoFailed("raise-f0", Failure.DENIED, "no");
        RunView first = after(undo, healing);

        assertThat(first.until()).contains(NOW.plus(UndoCause.PATIENCE));
        assertThat(first.after(healing, NOW.plusSeconds(60)).until()).isEqualTo(first.until());
        assertThat(first.step("raise-f0").isUndoRetriable()).isTrue();
        assertThat(after(undo, lasting).until()).isEmpty();
        assertThat(after(undo, lasting).step("raise-f0").isUndoRetriable()).isFalse();
    }

    @Test
    void takingUpWithoutGettingAnywhereIsCountedUntilSomethingMoves() {
        RunEvent taken = new RunEvent.Taken("p");

        assertThat(after(taken, taken, taken).idleTakes()).isEqualTo(3);
        assertThat(
                        after(taken, taken, new RunEvent.StepDone("raise-f0", new TreeMap<>()))
                                .idleTakes())
                .isZero();
        assertThat(after(taken, taken, new UndoStarted("test")).idleTakes()).isZero();
    }
}

package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.FLOOR;
import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.book.BookStep.Unresumed;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.plan.PlannedPause;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How a run is taken back, when it is asked to be or when a step fails. */
final class UndoTest {
    private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));
    private static final Optional<Duration> FOR_GOOD = Optional.empty();

    private final World world = new World(3);
    private final Runs runs = world.process("p1");

    private RunView drive(String run) {
        return World.drive(runs, run);
    }

    private RunView abort(String run, boolean keep) {
        runs.request(run, "ana", new AbortRequested("ana", "test", keep));
        return drive(run);
    }

    @Test
    void undoIsAskedForAndDoneByAnotherProcess() {
        String run = runs.open(plan(HOUR, step(0, 5), step(1, 7)), "ana");
        drive(run);
        Runs other = world.process("p2");

        other.request(run, "bo", new AbortRequested("bo", "not needed", false));
        other.drive(run, RunListener.none());

        assertThat(world.writes).containsExactly("f0 2->5", "f1 2->7", "f1 7->2", "f0 5->2");
    }

    @Test
    void theEndOfALeaseIsNoFailure() {
        String run = runs.open(plan(HOUR, step(0, 5)), "ana");
        drive(run);
        world.now = world.now.plus(Duration.ofMinutes(61));

        RunView undone = drive(run);

        assertThat(undone.state()).isEqualTo(RunState.UNDONE);
        assertThat(undone.retreat().orElseThrow().wanted()).isTrue();
    }

    @Test
    void whatADeadProcessLeftBesideTheFieldsIsTakenBackThoughTheyAreAsBefore() {
        String run = runs.open(plan(HOUR, step(0, 5)), "ana");
        Runs mortal = world.process("dies", new CrashInjector(10)); // before the call
        assertThatThrownBy(() -> mortal.drive(run, RunListener.none()))
                .isInstanceOf(CrashInjector.Killed.class);
        world.fileStale = true;

        runs.request(run, "ana", new AbortRequested("ana", "never mind", false));
        runs.driveWithin(run, Duration.ofSeconds(15), RunListener.none());

        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.UNDONE);
        assertThat(world.fileStale).isFalse();
    }

    @Test
    void personsLaterChangeIsNotOverwrittenAndTheConflictIsShown() {
        String run = runs.open(plan(HOUR, step(0, 5), step(1, 7)), "ana");
        drive(run);
        world.setByHand(0, 9);

        RunView undone = abort(run, false);

        assertThat(world.floor(0)).isEqualTo(9);
        assertThat(world.floor(1)).isEqualTo(FLOOR);
        assertThat(undone.state()).isEqualTo(RunState.UNDONE);
        assertThat(undone.note()).contains("raise-f0");
        assertThat(undone.step("raise-f0").status()).isEqualTo(StepView.Status.CONFLICT);
        assertThat(undone.step("raise-f0").note()).isEqualTo("found {floor=9}");
    }

    @Test
    void failedStepTakesTheOthersBack() {
        String run = runs.open(plan(FOR_GOOD, step(0, 5), step(1, 51)), "ana");

        RunView view = drive(run);

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.note()).contains("raise-f1").contains("ceiling");
        assertThat(world.writes).containsExactly("f0 2->5", "f0 5->2");
    }

    @Test
    void abortUndoesUnlessToldNotTo() {
        String undone = runs.open(plan(HOUR, step(0, 5)), "ana");
        drive(undone);
        String kept = runs.open(plan(HOUR, step(1, 7)), "ana");
        drive(kept);

        assertThat(abort(undone, false).state()).isEqualTo(RunState.UNDONE);
        assertThat(abort(kept, true).state()).isEqualTo(RunState.ABORTED);
        assertThat(world.floor(0)).isEqualTo(FLOOR);
        assertThat(world.floor(1)).isEqualTo(7);
    }

    @Test
    void abortBeforeTheFirstStepTouchesNothing() {
        String run = runs.open(plan(FOR_GOOD, step(0, 5)), "ana");

        assertThat(abort(run, false).state()).isEqualTo(RunState.UNDONE);
        assertThat(world.writes).isEmpty();
    }

    @Test
    void abortOfARunThatDoesNotExistIsRefusedAndDoesNotWaitForIt() {
        assertThatThrownBy(
                        () ->
                                runs.request(
                                        "test-book-1", "ana", new AbortRequested("ana", "", true)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(world.ledger.read(LedgerQuery.all())).isEmpty();
    }

    @Test
    void keepWhatIsThereIsHeededInTheMiddleOfTheWayBack() {
        String run = runs.open(plan(HOUR, step(0, 5), step(1, 7)), "ana");
        drive(run);
        for (int i = 0; i < 5; i++) {
            world.faults.add(Fault.Kind.UNREADABLE);
        }
        world.onPause =
                () -> {
                    runs.request(run, "bo", new AbortRequested("bo", "better so", true));
                    world.onPause = () -> {};
                };

        RunView view = abort(run, false);

        assertThat(view.state()).isEqualTo(RunState.ABORTED);
        assertThat(view.note()).isEqualTo("asked by bo: better so");
        assertThat(world.floor(0)).isEqualTo(5);
        assertThat(world.floor(1)).isEqualTo(7);
    }

    private String raised(int from, int to) {
        String run = runs.open(plan(HOUR, World.raising(from, to)), "ana");
        drive(run);
        world.now = world.now.plusSeconds(60);
        return run;
    }

    @Test
    void runsOfOneTargetEndWithWhatWasThereBeforeAllOfThemInWhateverOrder() {
        String first = raised(FLOOR, 5);
        String second = raised(5, 9);
        String third = raised(9, 12);

        assertThat(abort(second, false).step("raise-f0").status())
                .isEqualTo(StepView.Status.CONFLICT);
        assertThat(abort(first, false).step("raise-f0").status())
                .isEqualTo(StepView.Status.CONFLICT);
        assertThat(abort(third, false).state()).isEqualTo(RunState.UNDONE);

        assertThat(world.floor(0)).isEqualTo(FLOOR);
    }

    @Test
    void leasesThatEndOneAfterTheOtherLeaveNothingBehind() {
        String first = raised(FLOOR, 5);
        String second = raised(5, 9);

        world.now = world.now.plus(Duration.ofMinutes(58)).plusSeconds(30);
        drive(first);
        assertThat(world.floor(0)).isEqualTo(9);

        world.now = world.now.plusSeconds(60);
        drive(second);
        assertThat(world.floor(0)).isEqualTo(FLOOR);
    }

    @Test
    void aRunThatBeganBeforeAnotherAndWroteAfterItIsTheLaterOfTheTwo() {
        var look = new PlannedPause("look", Duration.ofHours(1), Unresumed.UNDO, Optional.empty());
        String around = runs.open(plan(HOUR, step(1, 7), look, World.raising(5, 9)), "ana");
        assertThat(drive(around).state()).isEqualTo(RunState.PAUSED);
        String between = raised(FLOOR, 5);
        runs.request(around, "bo", new RunEvent.Resumed("bo", "look"));
        assertThat(drive(around).state()).isEqualTo(RunState.IN_FORCE);

        abort(between, false);
        abort(around, false);

        assertThat(world.floor(0)).isEqualTo(FLOOR);
    }

    @Test
    void whatAnotherRunHadToLeaveOfAnotherTargetIsNotRestoredHere() {
        world.setWithoutLease(0, 5);
        String other = runs.open(plan(HOUR, step(1, 5)), "ana");
        drive(other);
        String run = raised(5, 9);
        world.setWithoutLease(1, 7);
        abort(other, false);

        abort(run, false);

        assertThat(world.floor(0)).isEqualTo(5);
        assertThat(world.floor(1)).isEqualTo(7);
    }

    @Test
    void whatAPersonSetBetweenTwoRunsIsRestored() {
        String first = raised(FLOOR, 5);
        world.setWithoutLease(0, 7);
        abort(first, false);
        world.setWithoutLease(0, 5);
        String second = raised(5, 9);

        abort(second, false);

        assertThat(world.floor(0)).isEqualTo(5);
    }

    @Test
    void whatIsKeptOfARunIsRestoredByTheNext() {
        String first = raised(FLOOR, 5);
        String second = raised(5, 9);

        abort(first, true);
        abort(second, false);

        assertThat(world.floor(0)).isEqualTo(5);
    }
}

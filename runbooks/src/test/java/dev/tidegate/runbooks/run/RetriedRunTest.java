package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.book.Effect;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunEvent.RetryRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView.Status;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A run whose effect did not show, stuck with all its changes made, that a person tries again. */
final class RetriedRunTest {
    private final World world = new World(3);
    private final Runs runs = world.process("p1");
    private String run = "";

    @BeforeEach
    void stuck() {
        var effect = new Effect(Duration.ofMinutes(1), Effect.Missing.STOP);
        run =
                runs.open(
                        plan(
                                Optional.of(Duration.ofHours(1)),
                                Optional.empty(),
                                Optional.of(effect),
                                step(0, 5),
                                step(1, 6),
                                step(2, 7)),
                        "ana");
        assertThat(World.drive(runs, run).state()).isEqualTo(RunState.STUCK);
        world.signal = at -> OptionalDouble.of(0.001); // from now on it would show
    }

    private RunView retried(Optional<String> from) {
        return runs.request(run, "bo", new RetryRequested("bo", from));
    }

    @Test
    void fromAStepOnIsThatStepAndAllAfterIt() {
        RunView view = retried(Optional.of("raise-f1"));

        assertThat(view.stepsIn(Status.DONE)).containsExactly("raise-f0");
        assertThat(view.stepsIn(Status.PENDING)).containsExactly("raise-f1", "raise-f2");
        world.setWithoutLease(0, 4);
        assertThat(World.drive(runs, run).state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.floor(0)).isEqualTo(4);
    }

    @Test
    void fromWhereItStoppedIsNoStepThatIsDone() {
        RunView view = retried(Optional.empty());

        assertThat(view.stepsIn(Status.DONE)).hasSize(3);
        assertThat(World.drive(runs, run).state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.writes).hasSize(3);
    }

    @Test
    void whatIsDoneAgainIsNotDoubledAndUndoneToWhatWasThereAtFirst() {
        retried(Optional.of("raise-f0"));

        assertThat(World.drive(runs, run).state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.writes).containsExactly("f0 2->5", "f1 2->6", "f2 2->7");
        runs.request(run, "bo", new AbortRequested("bo", "over", false));
        assertThat(World.drive(runs, run).state()).isEqualTo(RunState.UNDONE);
        assertThat(world.writes).endsWith("f2 7->2", "f1 6->2", "f0 5->2").hasSize(6);
    }

    @Test
    void aStepThatTheRunHasNotIsRefusedWithItsName() {
        assertThatThrownBy(() -> retried(Optional.of("raise-f9")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("run " + run + " is stuck: no step raise-f9");
    }

    @Test
    void aRunThatIsNotStuckIsNotTriedAgain() {
        retried(Optional.empty());

        assertThatThrownBy(() -> retried(Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("run " + run + " is running: only a stuck run is tried again");
    }

    @Test
    void aRunThatSomebodyEndsAtThatMomentIsNotTriedAgain() {
        runs.request(run, "cy", new AbortRequested("cy", "over", true));

        assertThatThrownBy(() -> retried(Optional.empty()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("run " + run + " is stuck: cy asked to end it just now");
        assertThat(World.drive(runs, run).state()).isEqualTo(RunState.ABORTED);
        assertThatThrownBy(() -> runs.request(run, "cy", new AbortRequested("cy", "again", true)))
                .hasMessage("run " + run + " is aborted: it is over");
    }
}

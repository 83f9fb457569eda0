package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.FLOOR;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.book.Approvals.Unanswered;
import dev.tidegate.runbooks.book.BookStep.Unresumed;
import dev.tidegate.runbooks.run.plan.PlannedPause;
import dev.tidegate.runbooks.run.plan.PlannedQuestion;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.Journal;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What people ask of a run in the very moment in which a process, or another person, decides otherwise. */
final class CrossingRequestsTest {
    private static final Approvals ASKED =
            new Approvals("lead", 1, true, Duration.ofMinutes(10), Unanswered.PROCEED);

    @Test
    void aRefusalThatCrossesTheEndOfTheQuestionIsARefusal() {
        RunPlan plan =
                World.plan(Optional.empty(), Optional.of(ASKED), Optional.empty(), step(0, 5));

        crossing(
                plan,
                new RunEvent.Refused("bo", "no"),
                (world, run) -> {
                    assertThat(run.state()).isEqualTo(RunState.REJECTED);
                    assertThat(world.floor(0)).isEqualTo(FLOOR);
                });
    }

    @Test
    void aRefusalThatCrossesTheEndOfALaterQuestionTakesTheRunBack() {
        RunPlan plan =
                World.plan(
                        Optional.empty(),
                        step(0, 5),
                        new PlannedQuestion("sure", ASKED, Optional.empty()),
                        step(1, 7));

        crossing(
                plan,
                new RunEvent.Refused("bo", "no"),
                (world, run) -> {
                    assertThat(run.state()).isEqualTo(RunState.UNDONE);
                    assertThat(world.floor(0)).isEqualTo(FLOOR);
                    assertThat(world.floor(1)).isEqualTo(FLOOR);
                });
    }

    @Test
    void aWordThatCrossesTheEndOfThePauseIsHeeded() {
        RunPlan plan =
                World.plan(
                        Optional.empty(),
                        step(0, 5),
                        new PlannedPause(
                                "look", Duration.ofMinutes(10), Unresumed.UNDO, Optional.empty()),
                        step(1, 7));

        crossing(
                plan,
                new RunEvent.Resumed("bo", "look"),
                (world, run) -> {
                    assertThat(run.state()).isEqualTo(RunState.DONE);
                    assertThat(world.floor(1)).isEqualTo(7);
                });
    }

    @Test
    void anUndoThatSomebodyAskedForIsNotCalledOffByAResumeThatCrossesIt() {
        World world = new World(2);
        Runs runs = world.process("p");
        String run =
                runs.open(
                        World.plan(Optional.of(Duration.ofHours(1)), step(0, 5), step(1, 7)),
                        "ana");
        World.drive(runs, run);
        runs.request(run, "ana", new AbortRequested("ana", "enough", false));
        for (int i = 0; i < 1_000; i++) {
            world.faults.add(Fault.Kind.THROTTLED);
        }
        assertThat(World.drive(runs, run).state()).isEqualTo(RunState.STUCK);
        world.faults.clear();

        runs.request(run, "ana", new AbortRequested("ana", "leave it", true));
        new Journal(world.ledger, () -> world.now)
                .request(run, "bo", new RunEvent.RetryRequested("bo", Optional.empty()));

        assertThat(World.drive(runs, run).state()).isEqualTo(RunState.ABORTED);
    }

    /** The request is written right before each boundary of the process that finds the time to be over. */
    private static void crossing(RunPlan plan, RunEvent request, BiConsumer<World, RunView> claim) {
        boolean[] written = {true};
        for (long boundary = 0; written[0]; boundary++) {
            World world = new World(2);
            Runs people = world.process("people");
            String run = people.open(plan, "ana");
            people.drive(run, RunListener.none());
            world.now = world.now.plus(Duration.ofMinutes(10));
            written[0] = false;
            CrashInjector pause =
                    CrashInjector.pausedAfter(
                            boundary,
                            () -> {
                                if (isOpen(people, run)) {
                                    new Journal(world.ledger, () -> world.now)
                                            .request(run, "bo", request);
                                    written[0] = true;
                                }
                            });

            RunView view = World.drive(world.process("p", pause), run);

            if (written[0]) {
                claim.accept(world, view);
            } else {
                assertThat(boundary).isGreaterThan(1);
            }
        }
    }

    private static boolean isOpen(Runs people, String run) {
        RunState state = people.find(run).orElseThrow().state();
        return state == RunState.AWAITING_APPROVAL || state == RunState.PAUSED;
    }
}

package dev.tidegate.runbooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.show.Invocation;
import dev.tidegate.runbooks.cli.show.LogLines;
import dev.tidegate.runbooks.cli.show.RunPrinter;
import dev.tidegate.runbooks.run.DriveOutcome;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.RunListener;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Whoever is woken by a run is told what to do next, and why nothing happens. */
final class RunProgressTest {
    private final RunFixture world = new RunFixture();
    private final StringWriter said = new StringWriter();
    private final RunPrinter printer =
            new RunPrinter(new PrintWriter(said), new Invocation("tidegate", List.of()));

    @Test
    void whoWaitsForADeadProcessIsToldWhileItLasts() {
        String run = world.openIdle();
        world.acquireAs("bo@laptop/7", run);

        int code = RunProgress.drive(world.runs(), run, printer);

        assertThat(code).as(said::toString).isEqualTo(CommandContext.DONE);
        assertThat(said.toString())
                .startsWith("bo@laptop/7 drives this run; if that process is dead")
                .contains(run + " is in-force");
    }

    @Test
    void whoseRunWasTakenOverWhileItsProcessStoodStillIsToldByWhom() {
        String run = world.openIdle();
        String[] other = {"other@host/9"};
        RunListener overtaking =
                (event, view) -> {
                    world.advance(Duration.ofSeconds(20));
                    world.takeOverAs(other[0], run);
                };

        DriveOutcome outcome = world.runs().drive(run, forwardingTo(overtaking));

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        DriveOutcome.Busy.class,
                        busy -> assertThat(busy.holder()).isEqualTo(other[0]));
        assertThat(said.toString())
                .contains("This process stood still", other[0] + " has taken the run over");
    }

    /** The reader's watch, with what happens elsewhere at the first event. */
    private RunListener forwardingTo(RunListener first) {
        RunListener reader = RunProgress.listener(printer);
        var done = new AtomicBoolean();
        return new RunListener() {
            @Override
            public void onEvent(RunEvent event, RunView view) {
                reader.onEvent(event, view);
                if (done.compareAndSet(false, true)) {
                    first.onEvent(event, view);
                }
            }

            @Override
            public void onTakenOver(String id, String by) {
                reader.onTakenOver(id, by);
            }
        };
    }

    @Test
    void whatCannotBeTakenBackYetIsSaidWithUntilWhenAndHowToLeaveIt() {
        String run = world.openRaising(2, 5);
        world.runs().drive(run, RunListener.none());
        world.failReads(5);
        world.runs().request(run, "bo", new RunEvent.AbortRequested("bo", "enough", false));

        int code = RunProgress.drive(world.runs(), run, printer);

        assertThat(code).isEqualTo(CommandContext.DONE);
        assertThat(said.toString())
                .contains("NOT undone")
                .containsPattern("tried again until 2026-03-01T03:15:\\d\\d")
                .contains("to leave it: tidegate runbook abort --keep " + run)
                .contains(run + " is undone");
    }

    @Test
    void aRunThatChangedNothingDoesNotClaimToHoldAnything() {
        RunProgress.drive(world.runs(), world.openIdle(), printer);

        assertThat(said.toString())
                .contains("holds nothing and takes nothing back")
                .doesNotContain("In force until");
    }

    @Test
    void aRunWhoseChangesHeldAlreadyDoesNotClaimToHoldThem() {
        RunProgress.drive(world.runs(), world.openRaising(2, 5), printer);
        String again = world.openRaising(5, 5);

        RunProgress.drive(world.runs(), again, printer);

        assertThat(said.toString().substring(said.toString().indexOf(again + " is in-force")))
                .contains("holds nothing and takes nothing back", "ends with that run")
                .doesNotContain("In force until");
    }

    @Test
    void aRunWhoseChangesStaySaysHowToTakeThemBack() {
        String run = world.openRaising(2, 5);
        world.runs().drive(run, RunListener.none());
        world.runs().request(run, "bo", new RunEvent.AbortRequested("bo", "better so", true));

        RunProgress.drive(world.runs(), run, printer);

        assertThat(said.toString())
                .contains("Stays as it is. To take it back:\n  tidegate runbook undo " + run);
    }

    @Test
    void whoseApprovalIsWaitedForIsSaid() {
        String run = world.openAwaitingApproval("lead");

        printer.run(world.runs().find(run).orElseThrow());

        assertThat(said.toString())
                .contains(
                        "Waits for approval until 2026-03-01T04:00:00Z, 1 approval by role lead,"
                                + " not the author's:\n  tidegate runbook approve "
                                + run);
        assertThat(world.runs().find(run).orElseThrow().endsAt())
                .contains(Instant.parse("2026-03-01T04:00:00Z"));
    }

    @Test
    void whoIsAskedForApprovalSeesWhatIsToChangeAndWhoApprovedAlready() {
        String run = world.openRaisingAsked(2, 5, 2);
        world.runs().request(run, "bo", new RunEvent.Approved("bo", "cli", Optional.empty()));

        printer.run(world.runs().find(run).orElseThrow());

        assertThat(said.toString())
                .contains("Affected: ", "floor 2 -> 5", "2 approvals by role lead")
                .contains("; approved so far by bo:\n  tidegate runbook approve " + run);
    }

    @Test
    void aRunUnderWaySaysHowToGoOnShouldItsProcessBeDead() {
        String run = world.openIdle();

        printer.run(world.runs().find(run).orElseThrow());

        assertThat(said.toString()).contains("runbook resume " + run, "runbook abort " + run);
    }

    @Test
    void theLogSaysWhatWasPlannedInALine() {
        String run = world.openIdle();
        RunEvent planned = new RunEvent.Planned(world.runs().find(run).orElseThrow().plan());

        assertThat(LogLines.of(planned)).isEqualTo("test-book version 1");
        assertThat(LogLines.of(new RunEvent.StepDone("raise", new java.util.TreeMap<>())))
                .isEqualTo("raise: done");
    }
}

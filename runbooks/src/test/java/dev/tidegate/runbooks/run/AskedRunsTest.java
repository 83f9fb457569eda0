package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.run.plan.PlannedQuestion;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Runs that people are asked about; all else of a run's life is in {@link RunsTest}. */
final class AskedRunsTest {
    private static final Optional<Duration> FOR_GOOD = Optional.empty();

    private final World world = new World(1);
    private final Runs runs = world.process("p1");

    private RunView drive(String run) {
        return World.drive(runs, run);
    }

    private static Optional<Approvals> asked(int least) {
        return Optional.of(
                new Approvals(
                        "approver",
                        least,
                        true,
                        Duration.ofMinutes(15),
                        Approvals.Unanswered.REJECT));
    }

    @Test
    void runWaitsForApprovalsOfOthersThanItsAuthor() {
        String run = runs.open(plan(FOR_GOOD, asked(2), Optional.empty(), step(0, 5)), "ana");
        for (String by : List.of("ana", "bo", "bo")) {
            runs.request(run, by, new RunEvent.Approved(by, "cli", Optional.empty()));
        }
        RunView asked = drive(run);
        assertThat(asked.state()).isEqualTo(RunState.AWAITING_APPROVAL);
        assertThat(asked.approvedBy()).containsExactly("bo");
        assertThat(asked.endsAt()).contains(World.START.plus(Duration.ofMinutes(15)));
        assertThat(asked.question().orElseThrow().since()).isEqualTo(World.START);
        assertThat(world.writes).isEmpty();

        runs.request(run, "cy", new RunEvent.Approved("cy", "cli", Optional.empty()));

        assertThat(drive(run).state()).isEqualTo(RunState.DONE);
    }

    @Test
    void whoApprovedTheRunHasNotYetApprovedItsLaterQuestion() {
        var later = new PlannedQuestion("sure", asked(2).orElseThrow(), Optional.empty());
        String run =
                runs.open(plan(FOR_GOOD, asked(1), Optional.empty(), later, step(0, 5)), "ana");
        runs.request(run, "bo", new RunEvent.Approved("bo", "cli", Optional.empty()));
        drive(run);

        runs.request(run, "cy", new RunEvent.Approved("cy", "cli", Optional.of("sure")));

        assertThat(drive(run).state()).isEqualTo(RunState.AWAITING_APPROVAL);
        assertThat(world.writes).isEmpty();
        runs.request(run, "bo", new RunEvent.Approved("bo", "cli", Optional.of("sure")));
        assertThat(drive(run).state()).isEqualTo(RunState.DONE);
    }

    @Test
    void approvalByWhoeverHasNotTheRoleRejectsTheRunEvenIfTheLedgerHasIt() {
        world.withoutRole.add("eve");
        String run = runs.open(plan(FOR_GOOD, asked(1), Optional.empty(), step(0, 5)), "ana");

        runs.request(run, "eve", new RunEvent.Approved("eve", "a forged entry", Optional.empty()));

        RunView view = drive(run);
        assertThat(view.state()).isEqualTo(RunState.REJECTED);
        assertThat(view.note()).contains("eve");
        assertThat(world.writes).isEmpty();
    }

    @Test
    void approvalNobodyAnswersExpiresToItsStatedDefault() {
        String run = runs.open(plan(FOR_GOOD, asked(1), Optional.empty(), step(0, 5)), "ana");

        world.now = world.now.plus(Duration.ofMinutes(15));
        runs.sweep(RunListener.none());

        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.REJECTED);
        assertThatThrownBy(
                        () ->
                                runs.request(
                                        run,
                                        "bo",
                                        new RunEvent.Approved("bo", "cli", Optional.empty())))
                .isInstanceOf(IllegalStateException.class);
        assertThat(world.writes).isEmpty();
    }

    @Test
    void anApprovalAfterTheTimeForItIsNoneThoughNobodyHasLookedSince() {
        String run = runs.open(plan(FOR_GOOD, asked(1), Optional.empty(), step(0, 5)), "ana");
        world.now = world.now.plus(Duration.ofMinutes(15));

        assertThatThrownBy(
                        () ->
                                runs.request(
                                        run,
                                        "bo",
                                        new RunEvent.Approved("bo", "cli", Optional.empty())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("was to be answered until 2026-03-01T03:15:00Z");
        assertThat(drive(run).state()).isEqualTo(RunState.REJECTED);
        assertThat(world.writes).isEmpty();
    }
}

package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.FLOOR;
import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.IntNode;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A target that cannot be reached just when a run is to be taken back. */
final class UndoSequenceTest {
    private static final Duration A_DEAD_HOLDERS_LEASE = Duration.ofSeconds(15);

    private final World world = new World(2);
    private final Runs runs = world.process("p1");
    private String run = "";

    @BeforeEach
    void raised() {
        run = runs.open(plan(Optional.of(Duration.ofHours(1)), step(0, 5), step(1, 7)), "ana");
        World.drive(runs, run);
    }

    @Test
    void anOutageOfMinutesIsWaitedFor() {
        outage(Duration.ofMinutes(9));

        RunView view = undone();

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(world.floor(0)).isEqualTo(FLOOR);
        assertThat(world.floor(1)).isEqualTo(FLOOR);
        assertThat(view.changedAt()).isBetween(after(9), after(11));
        assertThat(tries()).hasSizeBetween(2 * 5, 2 * 20); // of two steps, each in the ledger
    }

    @Test
    void oneThatFailsDoesNotHoldUpTheOthers() {
        for (int i = 0; i < 5; i++) {
            world.faults.add(Fault.Kind.UNREADABLE);
        }

        RunView view = undone();

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(world.writes).containsExactly("f0 2->5", "f1 2->7", "f0 5->2", "f1 7->2");
    }

    @Test
    void whatCannotBeTakenBackForAQuarterOfAnHourIsStuckWithInstructions() {
        outage(Duration.ofDays(1));

        RunView view = undone();

        assertThat(view.state()).isEqualTo(RunState.STUCK);
        assertThat(view.step("raise-f1").status()).isEqualTo(StepView.Status.UNDO_FAILED);
        assertThat(view.changedAt()).isBetween(after(15), after(18));
        assertThat(view.until()).isEmpty();
        assertThat(view.note()).contains("floor was 2").contains("tidegate runbook resume " + run);
    }

    @Test
    void whileItIsTriedAgainTheRunSaysUntilWhen() {
        outage(Duration.ofDays(1));
        ask(false);

        diesAfterTries(4);

        RunView view = runs.find(run).orElseThrow();
        assertThat(view.state()).isEqualTo(RunState.UNDOING);
        assertThat(view.endsAt()).contains(tries().get(0).plus(Duration.ofMinutes(15)));
    }

    @Test
    void theTimeItIsGivenDoesNotBeginAnewWithAnotherProcess() {
        outage(Duration.ofDays(1));
        ask(false);
        for (int count = 4; count < 20; count += 4) {
            diesAfterTries(count);
        }

        runs.driveWithin(run, A_DEAD_HOLDERS_LEASE, RunListener.none());

        RunView view = runs.find(run).orElseThrow();
        assertThat(view.state()).isEqualTo(RunState.STUCK);
        assertThat(view.changedAt()).isBetween(after(15), after(18));
    }

    @Test
    void keepWhatIsThereIsHeededBetweenTwoTries() {
        outage(Duration.ofDays(1));
        onceTried(8, () -> ask(true));

        RunView view = undone();

        assertThat(view.state()).isEqualTo(RunState.ABORTED);
        assertThat(view.changedAt()).isBefore(after(5));
    }

    @Test
    void whatAPersonWroteBetweenTwoTriesIsLeftAsItIs() {
        outage(Duration.ofDays(1));
        onceTried(
                4,
                () -> {
                    world.onPause = () -> {};
                    world.faults.clear();
                    world.setWithoutLease(0, 20);
                });

        RunView view = undone();

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.step("raise-f0").status()).isEqualTo(StepView.Status.CONFLICT);
        assertThat(world.floor(0)).isEqualTo(20);
        assertThat(world.floor(1)).isEqualTo(FLOOR);
    }

    @Test
    void stuckRunGoesOnWhenResumedAndIsGivenItsTimeAnew() {
        outage(Duration.ofMinutes(25));
        assertThat(undone().state()).isEqualTo(RunState.STUCK);

        runs.request(run, "ana", new RunEvent.RetryRequested("ana", Optional.empty()));

        RunView view = World.drive(runs, run);
        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.note()).startsWith("asked by ana: ").endsWith("; resumed by ana");
        assertThat(world.floor(0)).isEqualTo(FLOOR);
    }

    @Test
    void stuckRunIsUndoneWhenThatIsAskedForOnceMore() {
        outage(Duration.ofMinutes(25));
        assertThat(undone().state()).isEqualTo(RunState.STUCK);

        RunView view = undone();

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(world.floor(0)).isEqualTo(FLOOR);
        assertThat(world.floor(1)).isEqualTo(FLOOR);
    }

    @Test
    void whatCannotBeTakenBackIsLeftWithItsReasonAndTheRestIsUndone() {
        PlannedChange raise = step(1, 9);
        PlannedChange sent =
                new PlannedChange(
                        "sent",
                        raise.target(),
                        raise.desired(),
                        List.of(new FieldChange("floor", IntNode.valueOf(7), IntNode.valueOf(9))),
                        raise.timeout(),
                        raise.retries(),
                        Optional.of("a message was sent"),
                        Optional.empty(),
                        Optional.empty());
        run = runs.open(plan(Optional.of(Duration.ofHours(1)), World.raising(5, 6), sent), "ana");
        World.drive(runs, run);

        RunView view = undone();

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.step("sent").note()).isEqualTo("left as it is: a message was sent");
        assertThat(world.floor(0)).isEqualTo(5);
        assertThat(world.floor(1)).isEqualTo(9);
    }

    @Test
    void aTargetThatAnotherHasWhileItIsToBeTakenBackIsToldAndWaitedFor() {
        var scaler = world.leases.asOtherProcess();
        String target = SimulatedFleets.target("f0").toString();
        scaler.acquire(target, "the scaler", Duration.ofMinutes(5), world.now);

        RunView view = undone();

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(world.writes).endsWith("f1 7->2", "f0 5->2");
        assertThat(world.ledger.read(LedgerQuery.all().kind("run-undo-failed")))
                .isNotEmpty()
                .allSatisfy(
                        failed ->
                                assertThat(failed.content().body().toString())
                                        .contains("LOCKED", "waited for " + target));
        assertThat(scaler.acquire(target, "the scaler", Duration.ofSeconds(5), world.now))
                .isInstanceOf(LeaseOutcome.Held.class);
    }

    /** No fleet can be read for so long from now on. */
    private void outage(Duration length) {
        Instant end = world.now.plus(length);
        world.onPause =
                () -> {
                    world.faults.clear();
                    for (int i = 0; i < 30 && world.now.isBefore(end); i++) {
                        world.faults.add(Fault.Kind.UNREADABLE);
                    }
                };
        world.onPause.run();
    }

    /** Something happens in a pause, after so many tries. */
    private void onceTried(int count, Runnable what) {
        Runnable before = world.onPause;
        world.onPause =
                () -> {
                    before.run();
                    if (tries().size() >= count) {
                        world.onPause = before;
                        what.run();
                    }
                };
    }

    private void diesAfterTries(int count) {
        onceTried(
                count,
                () -> {
                    throw new CrashInjector.Killed();
                });
        assertThatThrownBy(
                        () ->
                                world.process("dies-" + count)
                                        .driveWithin(run, A_DEAD_HOLDERS_LEASE, RunListener.none()))
                .isInstanceOf(CrashInjector.Killed.class);
    }

    private RunView undone() {
        ask(false);
        return World.drive(runs, run);
    }

    private void ask(boolean keep) {
        runs.request(run, "ana", new AbortRequested("ana", "enough", keep));
    }

    /** When it could not be taken back. */
    private List<Instant> tries() {
        return world.ledger.read(LedgerQuery.all().kind("run-undo-failed")).stream()
                .map(entry -> entry.content().at())
                .toList();
    }

    private static Instant after(int minutes) {
        return World.START.plus(Duration.ofMinutes(minutes));
    }
}

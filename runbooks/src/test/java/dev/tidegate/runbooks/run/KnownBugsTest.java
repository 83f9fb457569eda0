package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.FLOOR;
import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookOutcome;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.plan.PlanOutcome;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.RunPlanner;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.signal.Signals;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What engines like this one are known to get wrong, each as the claim that this one does not. */
final class KnownBugsTest {
    private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));
    private static final Duration LONGER_THAN_A_DEAD_HOLDERS_LEASE = Duration.ofSeconds(15);

    private final World world = new World(2);
    private final Runs runs = world.process("p1");

    private void dieAfter(long boundaries, String run) {
        assertThatThrownBy(
                        () ->
                                world.process("dies", new CrashInjector(boundaries))
                                        .drive(run, RunListener.none()))
                .isInstanceOf(CrashInjector.Killed.class);
    }

    private RunView drive(Runs process, String run) {
        DriveOutcome outcome =
                process.driveWithin(run, LONGER_THAN_A_DEAD_HOLDERS_LEASE, RunListener.none());
        return ((DriveOutcome.Rested) outcome).view();
    }

    /** The number of boundaries after which the call was made and its result is not written. */
    private long betweenCallAndRecord(String run) {
        for (long boundaries = 0; ; boundaries++) {
            World rehearsal = new World(2);
            String same = rehearsal.process("p").open(plan(HOUR, step(0, 5)), "ana");
            try {
                rehearsal
                        .process("q", new CrashInjector(boundaries))
                        .drive(same, RunListener.none());
            } catch (CrashInjector.Killed e) {
                if (!rehearsal.writes.isEmpty()) {
                    assertThat(run).isNotEmpty();
                    return boundaries;
                }
            }
        }
    }

    @Test
    void killedBetweenCallAndRecordTheCallIsNeitherLostNorRepeated() {
        String run = runs.open(plan(HOUR, step(0, 5)), "ana");
        dieAfter(betweenCallAndRecord(run), run);
        assertThat(world.writes).containsExactly("f0 2->5");

        RunView view = drive(world.process("next"), run);

        assertThat(view.state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.writes).containsExactly("f0 2->5");
    }

    @Test
    void cancellingARunWhoseRecordDoesNotExistIsRefusedAndHauntsNoLaterRun() {
        assertThatThrownBy(
                        () ->
                                runs.request(
                                        "test-book-1", "ana", new AbortRequested("ana", "", false)))
                .isInstanceOf(IllegalArgumentException.class);

        String run = runs.open(plan(HOUR, step(0, 5)), "ana");

        assertThat(drive(runs, run).state()).isEqualTo(RunState.IN_FORCE);
    }

    @Test
    void abortUndoesEvenWhatADeadProcessNeverRecorded() {
        String run = runs.open(plan(HOUR, step(0, 5)), "ana");
        dieAfter(betweenCallAndRecord(run), run);

        runs.request(run, "bo", new AbortRequested("bo", "stop", false));
        drive(world.process("next"), run);

        assertThat(world.floor(0)).isEqualTo(FLOOR);
    }

    @Test
    void lockWhoseHolderDiedIsFreeInTime() {
        String dead = runs.open(plan(HOUR, step(0, 5)), "ana");
        dieAfter(betweenCallAndRecord(dead), dead);
        String next = runs.open(plan(HOUR, step(0, 7)), "bo");

        RunView view = drive(world.process("next"), next);

        assertThat(view.state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.floor(0)).isEqualTo(7);
    }

    @Test
    void approvalNobodyAnswersEndsTheRunWithNothingTouched() {
        var asked =
                new Approvals("lead", 1, true, Duration.ofMinutes(15), Approvals.Unanswered.REJECT);
        String run = runs.open(plan(HOUR, Optional.of(asked), Optional.empty(), step(0, 5)), "ana");

        world.now = world.now.plus(Duration.ofMinutes(15));
        runs.sweep(RunListener.none());

        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.REJECTED);
        assertThat(world.writes).isEmpty();
    }

    @Test
    void aRunThatNobodyCanWorkOnHoldsNoOtherUpAndSaysWhy() {
        String other = runs.open(plan(HOUR, step(0, 5)), "ana");
        drive(runs, other);
        world.now = world.now.plus(Duration.ofMinutes(61));
        String broken = runs.open(plan(HOUR, ofAKindThatIsGone()), "ana"); // newer: the first

        runs.sweep(RunListener.none());
        Optional<DriveOutcome> again = runs.tryDrive(broken, Duration.ZERO, RunListener.none());

        assertThat(runs.find(other).orElseThrow().state()).isEqualTo(RunState.UNDONE);
        assertThat(runs.failures())
                .singleElement()
                .asString()
                .startsWith("run " + broken + ": no step of kind vanished");
        assertThat(again).isEmpty();
    }

    @Test
    void aRunThatIsEndedFailsNoMore() {
        String broken = runs.open(plan(HOUR, ofAKindThatIsGone()), "ana");
        runs.sweep(RunListener.none());
        runs.request(broken, "bo", new AbortRequested("bo", "cannot be", true));

        runs.sweep(RunListener.none());

        assertThat(runs.find(broken).orElseThrow().state()).isEqualTo(RunState.ABORTED);
        assertThat(runs.failures()).isEmpty();
    }

    private static PlannedChange ofAKindThatIsGone() {
        PlannedChange step = step(0, 5);
        return new PlannedChange(
                step.id(),
                Target.of("vanished", Map.of("fleet", "f0")),
                step.desired(),
                step.preview(),
                step.timeout(),
                step.retries(),
                step.noUndo(),
                step.skip(),
                step.when());
    }

    @Test
    void dryRunTouchesNothingWritesNothingAndTriggersNothing() {
        var actuators = new Actuators().with(world.fleets);
        Book book = book(actuators);
        var planner = new RunPlanner(actuators, Signals.none(), name -> Optional.empty());

        for (int i = 0; i < 3; i++) {
            assertThat(planner.plan(book, Map.of(), Optional.empty()))
                    .isInstanceOf(PlanOutcome.Planned.class);
            runs.sweep(RunListener.none());
        }

        assertThat(world.floor(0)).isEqualTo(FLOOR);
        assertThat(world.ledger.read(LedgerQuery.all())).isEmpty();
        assertThat(runs.all()).isEmpty();
    }

    private static Book book(Actuators actuators) {
        String text =
                """
                book: dry
                title: A book for a dry run
                blast-radius: {affects: nobody}
                lease: 1h
                steps:
                  - {step: raise, do: simulated, target: {fleet: f0}, set: {floor: 9}}
                """;
        return ((BookOutcome.Loaded) new BookLoader(actuators).load("dry.yaml", text)).book();
    }

    @Test
    void listsAreReplacedByTheListThatWasPlannedAndRestoredAsTheyWere() {
        JsonNode before = JsonNodeFactory.instance.arrayNode().add("a").add("b");
        JsonNode after = JsonNodeFactory.instance.arrayNode().add("b").add("c");
        var target = SimulatedFleets.target("f0");
        Observed now = Observed.of(target, world.now, Map.of("zones", before));
        var desired = new TreeMap<>(Map.of("zones", after));

        Change change = Change.between(now, desired);

        assertThat(change.after("zones")).isEqualTo(after);
        assertThat(change.inverse().after("zones")).isEqualTo(before);
        Observed merged =
                Observed.of(
                        target,
                        world.now,
                        Map.of(
                                "zones",
                                JsonNodeFactory.instance.arrayNode().add("a").add("b").add("c")));
        assertThat(merged.holdsAfter(change)).isFalse();
    }

    @Test
    void twoLeadersDuringARollingUpdateWriteAsOne() {
        String run = runs.open(plan(HOUR, step(0, 5), step(1, 7)), "ana");
        Runs newVersion = world.process("new");
        CrashInjector updating =
                CrashInjector.pausedAfter(
                        betweenCallAndRecord(run),
                        () ->
                                newVersion.driveWithin(
                                        run, LONGER_THAN_A_DEAD_HOLDERS_LEASE, RunListener.none()));

        DriveOutcome old = world.process("old", updating).drive(run, RunListener.none());

        assertThat(old).isInstanceOf(DriveOutcome.Busy.class);
        assertThat(world.writes).containsExactly("f0 2->5", "f1 2->7");
        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.IN_FORCE);
    }

    @Test
    void targetThatNeverRecoversIsGivenUpHoweverManyProcessesTryIt() {
        String run = runs.open(plan(HOUR, step(0, 5)), "ana");
        int process = 0;
        for (; runs.find(run).orElseThrow().state().isMoving(); process++) {
            assertThat(process).isLessThan(30);
            failFromTheFirstWriteOn(world);
            try {
                world.process("p" + process, new CrashInjector(process == 0 ? 14 : 75))
                        .driveWithin(run, LONGER_THAN_A_DEAD_HOLDERS_LEASE, RunListener.none());
            } catch (CrashInjector.Killed e) {
                assertThat(process).isNotNegative();
            }
        }

        RunView end = runs.find(run).orElseThrow();
        assertThat(process).isGreaterThan(1);
        assertThat(end.state()).isIn(RunState.UNDONE, RunState.STUCK);
        assertThat(end.step("raise-f0").retries()).isLessThanOrEqualTo(4);
        assertThat(world.writes).isEmpty();
    }

    private static void failFromTheFirstWriteOn(World world) {
        world.faults.clear();
        world.faults.add(Fault.Kind.NONE);
        for (int i = 0; i < 400; i++) {
            world.faults.add(Fault.Kind.THROTTLED);
        }
    }

    @Test
    void valueThatCannotBeWrittenIsNotTriedForEver() {
        String run = runs.open(plan(HOUR, step(0, 51)), "ana");

        RunView view = drive(runs, run);

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.step("raise-f0").retries()).isZero();
        assertThat(IntNode.valueOf(world.floor(0)).intValue()).isEqualTo(FLOOR);
    }
}

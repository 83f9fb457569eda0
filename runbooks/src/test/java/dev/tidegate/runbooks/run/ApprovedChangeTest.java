package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.FLOOR;
import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.simulated.Fault;
import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.BookLoader;
import dev.tidegate.runbooks.book.BookOutcome;
import dev.tidegate.runbooks.book.BookStep.Unresumed;
import dev.tidegate.runbooks.book.Effect;
import dev.tidegate.runbooks.book.terms.Condition;
import dev.tidegate.runbooks.book.terms.Parameter;
import dev.tidegate.runbooks.run.plan.PlanOutcome;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.PlannedPause;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.plan.RunPlanner;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunJson;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import dev.tidegate.runbooks.signal.Signals;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A run carries out what was approved, or says why it does not: others go on while it waits. */
final class ApprovedChangeTest {
    private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));
    private static final Approvals ONE =
            new Approvals("lead", 1, true, Duration.ofHours(8), Approvals.Unanswered.REJECT);

    private final World world = new World(2);
    private final Runs runs = world.process("p1");

    private String waiting(PlannedStep... steps) {
        return runs.open(plan(HOUR, Optional.of(ONE), Optional.empty(), steps), "ana");
    }

    private RunView approve(String run) {
        runs.request(run, "bo", new RunEvent.Approved("bo", "here", Optional.empty()));
        return World.drive(runs, run);
    }

    private RunView undo(String run) {
        runs.request(run, "ana", new AbortRequested("ana", "over", false));
        return World.drive(runs, run);
    }

    private static PlannedChange raiseOnly(int fleet, int floor) {
        var given =
                new TreeMap<>(
                        Map.of(
                                "floor",
                                new Condition.Given(Parameter.Type.COUNT, IntNode.valueOf(floor))));
        var when = new Condition("before.floor < floor", given);
        return step("raise-f" + fleet, fleet, floor, Optional.of(when));
    }

    @Test
    void floorThatWasRaisedWhileTheRunWaitedIsLeftAndTheStepIsSkippedWithItsReason() {
        String run = waiting(raiseOnly(0, 12));
        world.setWithoutLease(0, 20);

        RunView view = approve(run);

        assertThat(world.writes).isEmpty();
        assertThat(world.floor(0)).isEqualTo(20);
        assertThat(view.state()).isEqualTo(RunState.IN_FORCE);
        assertThat(view.isIdle()).isTrue();
        assertThat(view.step("raise-f0").status()).isEqualTo(StepView.Status.SKIPPED);
        assertThat(view.step("raise-f0").note())
                .isEqualTo("no longer: before.floor < floor; found floor 20");
    }

    @Test
    void whatIsStillWantedIsDone() {
        assertThat(approve(waiting(raiseOnly(0, 12))).state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.writes).containsExactly("f0 2->12");
    }

    @Test
    void changeThatWouldGoTheOtherWayIsRefusedWithWhatWasApprovedAndWhatToDo() {
        String run = waiting(step(0, 12));
        world.setWithoutLease(0, 20);

        RunView view = approve(run);

        assertThat(world.writes).isEmpty();
        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.note())
                .contains("approved was floor 2 -> 12, found is floor 20")
                .contains("plan again: tidegate runbook plan test-book");
    }

    @Test
    void changeThatWouldBeLargerThanTheOneApprovedIsRefused() {
        String run = waiting(step(0, 12));
        world.setWithoutLease(0, 1);

        assertThat(approve(run).state()).isEqualTo(RunState.UNDONE);
        assertThat(world.floor(0)).isEqualTo(1);
    }

    @Test
    void whatWasToBeLeftAsItWasIsNotWritten() {
        String run = waiting(step(0, FLOOR));
        world.setWithoutLease(0, 7);

        RunView view = approve(run);

        assertThat(world.floor(0)).isEqualTo(7);
        assertThat(view.note()).contains("approved was floor left at 2, found is floor 7");
    }

    @Test
    void theRestOfAnApprovedChangeIsMadeAndUndoRestoresWhatWasFound() {
        String run = waiting(step(0, 12));
        world.setWithoutLease(0, 5);

        assertThat(approve(run).state()).isEqualTo(RunState.IN_FORCE);
        assertThat(undo(run).state()).isEqualTo(RunState.UNDONE);
        assertThat(world.writes).containsExactly("f0 5->12", "f0 12->5");
    }

    @Test
    void refusedStepTakesBackWhatTheRunDidBefore() {
        String run = waiting(step(0, 12), step(1, 12));
        world.setWithoutLease(1, 20);

        approve(run);

        assertThat(world.writes).containsExactly("f0 2->12", "f0 12->2");
        assertThat(world.floor(1)).isEqualTo(20);
    }

    @Test
    void ownEarlierStepsAreNobodyElsesChange() {
        String run =
                waiting(
                        step("up", 0, 12, Optional.empty()),
                        step("down", 0, 4, Optional.empty()),
                        step("back", 0, FLOOR, Optional.empty()));

        assertThat(approve(run).state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.writes).containsExactly("f0 2->12", "f0 12->4", "f0 4->2");
    }

    @Test
    void whatWaitedBetweenTwoStepsIsLookedAtAgainToo() {
        var pause =
                new PlannedPause("look", Duration.ofHours(1), Unresumed.PROCEED, Optional.empty());
        String run = waiting(step(0, 12), pause, raiseOnly(1, 12));
        world.onPause = () -> world.setWithoutLease(1, 20);

        RunView view = approve(run);

        assertThat(view.step("raise-f1").status()).isEqualTo(StepView.Status.SKIPPED);
        assertThat(world.floor(1)).isEqualTo(20);
    }

    @Test
    void changeMadeByOthersBetweenTwoTriesIsNotOverwritten() {
        String run = waiting(step(0, 12));
        world.faults.add(Fault.Kind.NONE); // the look
        world.faults.add(Fault.Kind.THROTTLED);
        world.onPause = () -> world.setWithoutLease(0, 20);

        RunView view = approve(run);

        assertThat(world.floor(0)).isEqualTo(20);
        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.step("raise-f0").status()).isEqualTo(StepView.Status.CONFLICT);
    }

    @Test
    void changeMadeByOthersBetweenTwoTriesToUndoIsLeftAlone() {
        String run = waiting(step(0, 12));
        approve(run);
        world.faults.add(Fault.Kind.NONE); // the look
        world.faults.add(Fault.Kind.THROTTLED);
        world.onPause = () -> world.setWithoutLease(0, 20);

        RunView view = undo(run);

        assertThat(world.floor(0)).isEqualTo(20);
        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.note()).contains("left alone").contains("raise-f0");
    }

    @Test
    void stepThatRunsAgainIsUndoneToWhatOthersWroteSinceItsFirstTime() {
        var effect = new Effect(Duration.ofMinutes(1), Effect.Missing.STOP);
        String run =
                runs.open(plan(HOUR, Optional.empty(), Optional.of(effect), step(0, 12)), "ana");
        assertThat(World.drive(runs, run).state()).isEqualTo(RunState.STUCK);
        world.setWithoutLease(0, 5);

        runs.request(run, "ana", new RunEvent.RetryRequested("ana", Optional.of("raise-f0")));
        World.drive(runs, run);
        undo(run);

        assertThat(world.floor(0)).isEqualTo(5);
    }

    @Test
    void planOfAnEarlierVersionIsReadAndItsStartIsHeldAgainstTheTargetAsWell() {
        var body = (ObjectNode) RunJson.tree(new RunEvent.Planned(plan(HOUR, step(0, 12))));

        assertThat(body.at("/plan/steps/0").has("when")).isFalse(); // as those versions wrote it
        assertThat(RunJson.event("run-planned", body))
                .isEqualTo(new RunEvent.Planned(plan(HOUR, step(0, 12))));
    }

    @Test
    void conditionOfABookStandsInThePlanWithTheValuesOfTheBookThatStatesIt() {
        var actuators = new Actuators().with(world.fleets);
        var loader = new BookLoader(actuators);
        Book raise =
                book(
                        loader,
                        "raise",
                        """
                        book: raise
                        title: Raises a floor
                        parameters: {least: {type: count, about: Replicas.}}
                        blast-radius: {affects: nobody}
                        lease: 1h
                        steps:
                          - {step: up, do: simulated, target: {fleet: f0}, when: before.floor < least, set: {floor: "${least}"}}
                        """);
        Book caller =
                book(
                        loader,
                        "caller",
                        """
                        book: caller
                        title: Calls it
                        blast-radius: {affects: nobody}
                        lease: 1h
                        steps:
                          - {step: raise, book: raise, with: {least: 12}}
                        """);
        var planner = new RunPlanner(actuators, Signals.none(), name -> Optional.of(raise));
        var planned = (PlanOutcome.Planned) planner.plan(caller, Map.of(), Optional.empty());
        String run = runs.open(planned.plan(), "ana");
        world.setWithoutLease(0, 20);

        RunView view = World.drive(runs, run);

        assertThat(view.step("raise/up").status()).isEqualTo(StepView.Status.SKIPPED);
        assertThat(world.floor(0)).isEqualTo(20);
    }

    private static Book book(BookLoader loader, String name, String text) {
        BookOutcome outcome = loader.load(name + ".yaml", text);
        assertThat(outcome).isInstanceOf(BookOutcome.Loaded.class);
        return ((BookOutcome.Loaded) outcome).book();
    }

    @Test
    void conditionIsKeptInTheLedgerWithItsValues() {
        var planned = new RunEvent.Planned(plan(HOUR, raiseOnly(0, 12)));

        assertThat(RunJson.event("run-planned", RunJson.tree(planned))).isEqualTo(planned);
    }
}

package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A target that does as the run says, and then refuses to do as its undo says. */
final class RefusedUndoTest {
    private static final Outcome REFUSAL = new Outcome.Permanent(Failure.DENIED, "not allowed");

    private final World world = new World(2);
    private final Refusing target = new Refusing();
    private final Runs runs = runs();

    private Runs runs() {
        RunDependencies d = world.dependencies(CrashInjector.none());
        return new Runs(
                new RunDependencies(
                        d.ledger(),
                        d.leases(),
                        new Actuators().with(target),
                        d.signals(),
                        d.approvers(),
                        d.clock(),
                        d.sleeper(),
                        d.jitter()),
                "p1");
    }

    private String inForce() {
        String run =
                runs.open(plan(Optional.of(Duration.ofHours(1)), step(0, 5), step(1, 7)), "ana");
        assertThat(World.drive(runs, run).state()).isEqualTo(RunState.IN_FORCE);
        return run;
    }

    private RunView undone(String run) {
        runs.request(run, "bo", new RunEvent.AbortRequested("bo", "enough", false));
        return World.drive(runs, run);
    }

    @Test
    void whatIsStuckSaysWhatItRefusedAndWhatWasThereBeforeAndNothingOfTheOthers() {
        String run = inForce();
        target.refused = "f0";

        RunView view = undone(run);

        assertThat(view.state()).isEqualTo(RunState.STUCK);
        assertThat(view.step("raise-f0").status()).isEqualTo(StepView.Status.UNDO_FAILED);
        assertThat(view.step("raise-f0").note()).isEqualTo("denied: not allowed");
        assertThat(view.step("raise-f1").status()).isEqualTo(StepView.Status.UNDONE);
        assertThat(view.note())
                .endsWith("Before the run:\n  simulated:fleet=f0: floor was 2")
                .contains("could not take back raise-f0");
    }

    @Test
    void whatIsLeftInASecondPlaceIsTakenOutWhereOthersWroteOverTheFirst() {
        String run = inForce();
        world.setWithoutLease(0, 20);
        target.leavesBehind = true;

        RunView view = undone(run);

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.step("raise-f0").status()).isEqualTo(StepView.Status.CONFLICT);
        assertThat(world.floor(0)).isEqualTo(20);
        assertThat(target.takenOut).hasSize(1);
        assertThat(undoings()).isEqualTo(2); // each is recorded before it is done
    }

    @Test
    void whereNothingIsLeftNothingIsTakenOut() {
        String run = inForce();
        world.setWithoutLease(0, 20);

        assertThat(undone(run).step("raise-f0").status()).isEqualTo(StepView.Status.CONFLICT);
        assertThat(target.takenOut).isEmpty();
        assertThat(undoings()).isEqualTo(1);
    }

    @Test
    void whatCannotBeTakenOutOfItIsNotTakenForLeftAlone() {
        String run = inForce();
        world.setWithoutLease(0, 20);
        target.leavesBehind = true;
        target.refused = "f0";

        RunView view = undone(run);

        assertThat(view.state()).isEqualTo(RunState.STUCK);
        assertThat(view.step("raise-f0").status()).isEqualTo(StepView.Status.UNDO_FAILED);
        assertThat(view.step("raise-f0").note()).isEqualTo("denied: not allowed");
    }

    private long undoings() {
        return world.ledger.read(LedgerQuery.all().kind("run-step-undoing")).size();
    }

    /** Fleets that may keep a floor in a second place, and refuse what they are asked. */
    private final class Refusing implements Actuator {
        private String refused = "none";
        private boolean leavesBehind;
        private final List<Change> takenOut = new ArrayList<>();

        private boolean refuses(Change change) {
            return change.target().coordinate("fleet").equals(refused);
        }

        @Override
        public String kind() {
            return world.fleets.kind();
        }

        @Override
        public TargetShape shape() {
            return world.fleets.shape();
        }

        @Override
        public Reading read(Target fleet) {
            return world.fleets.read(fleet);
        }

        @Override
        public Outcome apply(Change change, Fence fence) {
            return refuses(change) ? REFUSAL : world.fleets.apply(change, fence);
        }

        @Override
        public Change leftBehind(Change back, Observed now) {
            return leavesBehind ? back : Actuator.super.leftBehind(back, now);
        }

        @Override
        public Optional<Outcome> takeOut(Change left, Fence fence) {
            takenOut.add(left);
            return refuses(left) ? Optional.of(REFUSAL) : Optional.empty();
        }
    }
}

package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Actuators;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Target;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** Runs that wait for long, and those who take them up. */
final class TakenAgainTest {
    private static final Duration A_DEAD_HOLDERS_LEASE = Duration.ofSeconds(15);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(8); // of PrometheusSignals

    private final World world = new World(2);
    private final Runs runs = world.process("p1");

    private String openWaiting() {
        return runs.open(
                plan(Optional.empty(), step(0, 5), World.calm(Duration.ofMinutes(2)), step(1, 7)),
                "ana");
    }

    @Test
    void whoWaitsForAnAnswerIsNotTakenForDead() {
        String run = openWaiting();
        Runs other = world.process("other");
        int[] asked = {0};
        int[] nested = {0};
        world.signal =
                at -> {
                    long seconds = asked[0]++ % 2 == 0 ? 0 : ANSWER_LIMIT.toSeconds();
                    for (long i = 0; i <= seconds; i++) {
                        nested[0]++;
                        assertThat(nested[0]).as("the other has it").isEqualTo(1);
                        other.drive(run, RunListener.none());
                        nested[0]--;
                        world.now = world.now.plusSeconds(i < seconds ? 1 : 0);
                    }
                    return OptionalDouble.of(0.001);
                };

        RunView view = World.drive(runs, run);

        assertThat(view.state()).isEqualTo(RunState.DONE);
        assertThat(asked[0]).isGreaterThan(5);
    }

    @Test
    void aWaitOutlivesAnyNumberOfRestarts() {
        world.signal = at -> OptionalDouble.of(0.2);
        String run = openWaiting();
        for (int i = 0; i < 20; i++) {
            dies("p" + i, run);
        }

        world.signal = at -> OptionalDouble.of(0.001);
        runs.driveWithin(run, A_DEAD_HOLDERS_LEASE, RunListener.none());

        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.DONE);
    }

    @Test
    void aWaitThatKillsWhoeverLooksAtItIsStuckOnceItsTimeIsOver() {
        world.signal =
                at -> {
                    throw new CrashInjector.Killed();
                };
        String run = openWaiting();
        for (int i = 0; i < 20; i++) {
            dies("p" + i, run);
        }
        world.now = world.now.plus(Duration.ofMinutes(10));

        runs.driveWithin(run, A_DEAD_HOLDERS_LEASE, RunListener.none());

        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.STUCK);
    }

    @Test
    void aRunThatANewerProgramWroteIsLeftToItAndHoldsUpNoOther() {
        String before = runs.open(plan(Optional.empty(), step(0, 5)), "ana");
        append("run-planned", "newer-1");
        String after = runs.open(plan(Optional.empty(), step(1, 7)), "ana");
        append("run-rejected", before);

        runs.sweep(RunListener.none());
        runs.sweep(RunListener.none());

        assertThat(runs.all())
                .singleElement()
                .satisfies(
                        view -> {
                            assertThat(view.id()).isEqualTo(after);
                            assertThat(view.state()).isEqualTo(RunState.DONE);
                        });
        assertThat(world.floor(0)).isEqualTo(World.FLOOR);
        assertThat(runs.failures())
                .hasSize(2)
                .allSatisfy(
                        told -> assertThat(told).contains("that this program does not understand"));
        assertThatThrownBy(() -> runs.find(before)).isInstanceOf(LedgerException.class);
    }

    /** With a field that is not known yet. */
    private void append(String kind, String run) {
        world.ledger.append(
                new Draft(
                        world.now,
                        kind,
                        "run/" + run,
                        "newer",
                        JsonNodeFactory.instance.objectNode().put("unheard", "of")));
    }

    /** Takes the run up once whoever had it has been silent for long enough, and dies of it. */
    private void dies(String process, String run) {
        Runs mortal = world.process(process, new CrashInjector(25));
        assertThatThrownBy(
                        () -> {
                            mortal.drive(run, RunListener.none());
                            world.now = world.now.plusSeconds(10);
                            mortal.drive(run, RunListener.none());
                        })
                .isInstanceOf(CrashInjector.Killed.class);
        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.RUNNING);
    }

    @Test
    void whatNeverHappensIsNotSaidToHaveBeenTriedAgain() {
        Runs patient = with(new NeverDone(world.fleets));

        RunView view =
                World.drive(patient, patient.open(plan(Optional.empty(), step(0, 5)), "ana"));

        assertThat(view.note())
                .contains("command c-1 is InProgress, and the step's time is over")
                .doesNotContain("retries");
    }

    @Test
    void aCommandThatTakesItsTimeStaysWithWhoGaveIt() {
        Runs patient = with(new NeverDone(world.fleets));
        String run = patient.open(plan(Optional.empty(), step(0, 5)), "ana");
        Runs other = world.process("other");
        world.onPause =
                () ->
                        assertThat(other.drive(run, RunListener.none()))
                                .isInstanceOf(DriveOutcome.Busy.class);

        assertThat(World.drive(patient, run).state()).isEqualTo(RunState.UNDONE);
        assertThat(world.now).isAfter(World.START.plusSeconds(60));
    }

    @Test
    void aTargetThatAsksForALongPauseIsGivenItAndTheRunStaysWithWhoHasIt() {
        Runs patient =
                with(
                        new NeverDone(world.fleets) {
                            @Override
                            public Outcome apply(Change change, Fence fence) {
                                return new Outcome.Retriable(
                                        Failure.THROTTLED, "slowly", Duration.ofSeconds(50));
                            }
                        });
        String run = patient.open(plan(Optional.empty(), step(0, 5)), "ana");
        Runs other = world.process("other");
        world.onPause =
                () ->
                        assertThat(other.drive(run, RunListener.none()))
                                .isInstanceOf(DriveOutcome.Busy.class);

        RunView view = World.drive(patient, run);

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.step("raise-f0").retries()).isEqualTo(3); // in the two minutes of a step
        assertThat(world.now).isBetween(World.START.plusSeconds(150), World.START.plusSeconds(151));
    }

    @Test
    void whoIsTakenOverRightBeforeItsCallFindsThatOutThoughItsTargetRemembersNoFence() {
        Runs other = world.process("other");
        boolean[] held = {true};
        Runs slow =
                with(
                        new NeverDone(world.fleets) {
                            @Override
                            public Outcome apply(Change change, Fence fence) {
                                String run = runs.all().get(0).id();
                                other.driveWithin(run, A_DEAD_HOLDERS_LEASE, RunListener.none());
                                held[0] = fence.stillHeld();
                                return fence.lost();
                            }
                        });
        String run = slow.open(plan(Optional.empty(), step(0, 5)), "ana");

        assertThat(slow.drive(run, RunListener.none())).isInstanceOf(DriveOutcome.Busy.class);
        assertThat(held[0]).isFalse();
        assertThat(runs.find(run).orElseThrow().state()).isEqualTo(RunState.DONE);
        assertThat(world.writes).containsExactly("f0 2->5");
    }

    private Runs with(Actuator actuator) {
        RunDependencies dependencies = world.dependencies(CrashInjector.none());
        return new Runs(
                new RunDependencies(
                        dependencies.ledger(),
                        dependencies.leases(),
                        new Actuators().with(actuator),
                        dependencies.signals(),
                        dependencies.approvers(),
                        dependencies.clock(),
                        dependencies.sleeper(),
                        dependencies.jitter()),
                "p1");
    }

    /** Takes every change, and is never done with it, as a command on an instance that hangs. */
    private static class NeverDone implements Actuator {
        private final Actuator fleets;

        NeverDone(Actuator fleets) {
            this.fleets = fleets;
        }

        @Override
        public String kind() {
            return fleets.kind();
        }

        @Override
        public TargetShape shape() {
            return fleets.shape();
        }

        @Override
        public Reading read(Target target) {
            return fleets.read(target);
        }

        @Override
        public Outcome apply(Change change, Fence fence) {
            return new Outcome.Retriable(Failure.NOT_YET, "command c-1 is InProgress");
        }
    }
}

package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Targets that a run and others want to change at once; on the way back, see {@link UndoSequenceTest}. */
final class TargetLocksTest {
    private static final Optional<Duration> HOUR = Optional.of(Duration.ofHours(1));
    private static final Optional<Duration> FOR_GOOD = Optional.empty();

    private final World world = new World(3);
    private final Runs runs = world.process("p1");

    private RunView drive(String run) {
        return World.drive(runs, run);
    }

    @Test
    void targetLockedByAnotherIsWaitedForAndThenGivenUp() {
        String target = SimulatedFleets.target("f0").toString();
        var scaler = world.leases.asOtherProcess();
        scaler.acquire(target, "the scaler", Duration.ofHours(1), world.now);
        String run = runs.open(plan(FOR_GOOD, step(0, 5)), "ana");

        RunView view = drive(run);

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.note()).contains("locked");
        assertThat(world.writes).isEmpty();
    }

    @Test
    void abortEndsTheWaitForATargetThatAnotherHas() {
        String target = SimulatedFleets.target("f0").toString();
        var scaler = world.leases.asOtherProcess();
        scaler.acquire(target, "the scaler", Duration.ofHours(1), world.now);
        String run = runs.open(plan(FOR_GOOD, step(0, 5)), "ana");
        world.onPause =
                () -> {
                    world.onPause = () -> {};
                    runs.request(run, "bo", new RunEvent.AbortRequested("bo", "no", false));
                };

        RunView view = drive(run);

        assertThat(view.state()).isEqualTo(RunState.UNDONE);
        assertThat(view.note()).isEqualTo("asked by bo: no");
        assertThat(world.now).isBefore(World.START.plusSeconds(5));
        assertThat(world.writes).isEmpty();
    }

    @Test
    void targetLockIsFreeAfterTheRun() {
        drive(runs.open(plan(HOUR, step(0, 5)), "ana"));

        var outcome =
                world.leases.acquire(
                        SimulatedFleets.target("f0").toString(),
                        "the scaler",
                        Duration.ofSeconds(5),
                        world.now);

        assertThat(outcome).isInstanceOf(LeaseOutcome.Held.class);
    }
}

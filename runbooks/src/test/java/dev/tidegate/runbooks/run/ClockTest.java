package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Runs whose process's clock is set back while they are under way. */
final class ClockTest {
    private final World world = new World(2);
    private final Runs runs = world.process("p1");

    /** A change, and a wait until the signal has been calm for so long. */
    private String open(Duration lasting) {
        return runs.open(
                World.plan(Optional.empty(), World.step(0, 5), World.calm(lasting)), "ana");
    }

    @Test
    void aClockThatIsSetBackInAPauseMakesItNoLonger() {
        var pauses = new AtomicInteger();
        world.signal = at -> pauses.get() == 0 ? OptionalDouble.empty() : OptionalDouble.of(0.001);
        world.onPause =
                () -> {
                    if (pauses.getAndIncrement() == 0) {
                        world.now = world.now.minus(Duration.ofHours(1));
                    }
                };

        RunView view = World.drive(runs, open(Duration.ZERO));

        assertThat(view.state()).isEqualTo(RunState.DONE);
        assertThat(pauses).hasValue(1);
    }

    @Test
    void aClockThatIsSetBackLeavesARunInTheHandsThatHaveIt() {
        Runs other = world.process("p2");
        String run = open(Duration.ofSeconds(30));
        world.signal = at -> OptionalDouble.of(0.001);
        world.onPause =
                () -> {
                    if (world.now.isAfter(START)) {
                        world.now = world.now.minus(Duration.ofDays(1));
                    }
                    assertThat(other.drive(run, RunListener.none()))
                            .isInstanceOf(DriveOutcome.Busy.class);
                };

        assertThat(World.drive(runs, run).state()).isEqualTo(RunState.DONE);
        assertThat(world.now).isBefore(START.minus(Duration.ofDays(1)).plusSeconds(60));
    }
}

package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.lease.SilentLeases;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The keeper of leases starts again just when a run is about to write. */
final class KeeperAwayTest {
    private final World world = new World(1);
    private int unanswered;

    @Test
    void itIsAskedAgainAndTheRunGoesOn() {
        world.leaseWrapper = leases -> new SilentLeases(leases, this::isSilent);
        Runs runs = world.process("p1");
        String run = runs.open(plan(Optional.of(Duration.ofHours(1)), step(0, 5)), "ana");
        unanswered = 1;

        RunView view = World.drive(runs, run);

        assertThat(unanswered).isZero();
        assertThat(view.state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.writes).containsExactly("f0 2->5");
        assertThat(view.step("raise-f0").retries()).isEqualTo(1);
    }

    private boolean isSilent() {
        boolean silent = unanswered > 0;
        unanswered -= silent ? 1 : 0;
        return silent;
    }
}

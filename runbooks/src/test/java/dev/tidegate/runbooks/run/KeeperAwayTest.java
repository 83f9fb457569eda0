package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.lease.Lease;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.lease.Leases;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The keeper of leases starts again just when a run is about to write. */
final class KeeperAwayTest {
    private final World world = new World(1);
    private int unanswered;

    @Test
    void itIsAskedAgainAndTheRunGoesOn() {
        world.keeper = Starting::new;
        Runs runs = world.process("p1");
        String run = runs.open(plan(Optional.of(Duration.ofHours(1)), step(0, 5)), "ana");
        unanswered = 1;

        RunView view = World.drive(runs, run);

        assertThat(unanswered).isZero();
        assertThat(view.state()).isEqualTo(RunState.IN_FORCE);
        assertThat(world.writes).containsExactly("f0 2->5");
        assertThat(view.step("raise-f0").retries()).isEqualTo(1);
    }

    /** Gives no answer for a while to who asks whether a lease still stands. */
    private final class Starting implements Leases {
        private final Leases keeper;

        Starting(Leases keeper) {
            this.keeper = keeper;
        }

        @Override
        public LeaseOutcome acquire(String name, String holder, Duration ttl, Instant now) {
            return keeper.acquire(name, holder, ttl, now);
        }

        @Override
        public LeaseOutcome renew(Lease lease, Duration ttl, Instant now) {
            return keeper.renew(lease, ttl, now);
        }

        @Override
        public void release(Lease lease) {
            keeper.release(lease);
        }

        @Override
        public boolean holds(Lease lease) {
            if (unanswered > 0) {
                unanswered--;
                throw new LedgerException("the server starts again");
            }
            return keeper.holds(lease);
        }
    }
}

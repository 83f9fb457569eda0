package dev.tidegate.runbooks.run;

import static dev.tidegate.runbooks.run.World.plan;
import static dev.tidegate.runbooks.run.World.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.act.simulated.SimulatedFleets;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.run.record.RunState;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is known to go wrong with locks and the clocks of those who hold them; the rest is in {@link KnownBugsTest}. */
final class KnownLockBugsTest {
    private static final Duration LIFE = Duration.ofSeconds(10);
    private static final String TARGET = SimulatedFleets.target("f0").toString();

    private final World world = new World(1);

    @Test
    void lockOfARunThatIsGoneFromEveryLedgerIsFreeInTime() {
        var foreign = world.leases.asOtherProcess();
        foreign.acquire(TARGET, "run/of-a-deleted-ledger", LIFE, world.now);
        Runs runs = world.process("p1");
        String run = runs.open(plan(Optional.of(Duration.ofHours(1)), step(0, 5)), "ana");

        DriveOutcome outcome = runs.driveWithin(run, LIFE.plusSeconds(5), RunListener.none());

        assertThat(((DriveOutcome.Rested) outcome).view().state()).isEqualTo(RunState.IN_FORCE);
    }

    @Test
    void clockThatIsADayAheadTakesNoLivingHoldersLock() {
        var holder = world.leases.asOtherProcess();
        var ahead = world.leases.asOtherProcess();
        holder.acquire(TARGET, "alive", LIFE, world.now);

        LeaseOutcome first =
                ahead.acquire(TARGET, "ahead", LIFE, world.now.plus(Duration.ofDays(1)));

        assertThat(first).isInstanceOf(LeaseOutcome.HeldByAnother.class);
    }

    @Test
    void clockThatIsADayBehindKeepsNoDeadHoldersLockForADay() {
        var holder = world.leases.asOtherProcess();
        var behind = world.leases.asOtherProcess();
        holder.acquire(TARGET, "dead", LIFE, world.now);
        var yesterday = world.now.minus(Duration.ofDays(1));

        behind.acquire(TARGET, "behind", LIFE, yesterday);
        LeaseOutcome second = behind.acquire(TARGET, "behind", LIFE, yesterday.plusSeconds(10));

        assertThat(second).isInstanceOf(LeaseOutcome.Held.class);
    }
}

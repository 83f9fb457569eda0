package dev.tidegate.autoscaler.loop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.record.Leader;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.Database;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a cycle says of who acts on the fleet. */
final class LeaderTest {
    @AutoClose private final LoopRig rig = new LoopRig();
    @TempDir private Path folder;

    private ControlLoop daemon(String holder, Database leasesIn) {
        return rig.loop(
                holder,
                FleetLeadership.shared(
                        new SqlLeases(leasesIn), holder, Duration.ofSeconds(1), rig.troubles));
    }

    @Test
    void ofTwoDaemonsEachSaysWhichOneActs() {
        ControlLoop one = daemon("daemon@here", rig.database);
        ControlLoop other = daemon("daemon@there", rig.database);

        rig.step(one);

        assertThat(rig.step(other).leader()).isEqualTo(new Leader.Other("daemon@here"));
        assertThat(one.run(rig.now).leader()).isEqualTo(new Leader.ThisDaemon());
    }

    @Test
    void whoTakesOverSaysSoInTheCycleInWhichItDoes() {
        ControlLoop one = daemon("daemon@here", rig.database);
        ControlLoop other = daemon("daemon@there", rig.database);
        rig.step(one);
        rig.step(other);

        Leader heir = rig.step(other).leader(); // a step is longer than the lease

        assertThat(heir).isEqualTo(new Leader.ThisDaemon());
        assertThat(one.run(rig.now).leader()).isEqualTo(new Leader.Other("daemon@there"));
    }

    @Test
    void aDaemonThatCannotAskSaysNeitherThatItActsNorWhoDoes() {
        Path file = folder.resolve("leases.db");
        Database own = Database.sqlite(file);
        ControlLoop cutOff = daemon("daemon@there", own);
        try (Database others = Database.sqlite(file)) {
            rig.step(daemon("daemon@here", others));
        }
        Leader before = rig.step(cutOff).leader();
        own.close();

        assertThat(before).isEqualTo(new Leader.Other("daemon@here"));
        assertThat(rig.step(cutOff).leader()).isEqualTo(new Leader.NotKnown());
    }

    @Test
    void aDaemonThatHasTheStoreToItselfActsUnlessItAdvises() {
        assertThat(rig.step(rig.loop(Mode.ACT)).leader()).isEqualTo(new Leader.ThisDaemon());
        assertThat(rig.step(rig.loop(Mode.ADVISE)).leader()).isEqualTo(new Leader.Nobody());
    }
}

package dev.tidegate.autoscaler.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.rig.ChildProcess;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.PostgresServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two daemons, one PostgreSQL, one fleet. */
@Needs({Component.PROMETHEUS, Component.MOTO, Component.POSTGRES})
@Execution(ExecutionMode.CONCURRENT)
final class TwoProcessesIT {

    @Test
    void theSecondHoldsBackWhileTheFirstWritesAndTakesOverWhenItDies(@TempDir Path folder)
            throws Exception {
        try (Surroundings around = new Surroundings(folder);
                PostgresServer postgres = PostgresServer.start();
                World world =
                        new World(
                                around,
                                around.prometheus,
                                folder,
                                "chat",
                                World.LEAST,
                                store(postgres));
                Ledger ledger = Ledgers.postgres(postgres.jdbcUrl(), PostgresServer.USER, "")) {
            world.demand(450);
            world.gate.stopNextWrite(Gate.Stop.BEFORE);
            try (ChildProcess first = world.startInstance("first")) {
                eventually().until(world.gate::isStopped);
                first.freeze(); // in the middle of its write, for as long as the lease lasts
                try (ChildProcess second = world.startInstance("second")) {
                    eventually().until(() -> !entries(ledger, "change-withheld").isEmpty());
                    List<Integer> meanwhile = world.gate.written();
                    first.kill9();

                    eventually().until(() -> world.minimumSize() >= 5);

                    assertThat(entries(ledger, "change-withheld"))
                            .allSatisfy(
                                    held -> {
                                        assertThat(held.actor()).isEqualTo("daemon@second");
                                        assertThat(held.body().path("reason").asText())
                                                .isEqualTo("lease-elsewhere");
                                    });
                    assertThat(meanwhile).as("two never write").isEmpty();
                    assertThat(world.gate.written()).doesNotHaveDuplicates();
                    assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
                    assertThat(second.isAlive()).isTrue();
                }
            }
        }
    }

    @Test
    void oneThatWasSuspendedForLongerThanItsTurnWritesNothingWhenItWakesAndSaysThatItStandsBy(
            @TempDir Path folder) throws Exception {
        try (Surroundings around = new Surroundings(folder);
                PostgresServer postgres = PostgresServer.start();
                World world =
                        new World(
                                around,
                                around.prometheus,
                                folder,
                                "chat",
                                World.LEAST,
                                store(postgres));
                Ledger ledger = Ledgers.postgres(postgres.jdbcUrl(), PostgresServer.USER, "")) {
            world.demand(250);
            try (ChildProcess first = world.startInstance("first")) {
                eventually().until(() -> world.minimumSize() >= 3);
                try (ChildProcess second = world.startInstance("second")) {
                    first.freeze();
                    world.demand(650);
                    eventually().until(() -> world.minimumSize() >= 7);
                    long overtaken = newest(ledger);

                    first.thaw();

                    eventually()
                            .until(
                                    () ->
                                            first.logTail().contains("stood still")
                                                    && first.logTail()
                                                            .contains(
                                                                    "daemon@second acts, this daemon stands by"));
                    assertThat(second.logTail()).contains("this daemon acts from now on");
                    assertThat(
                                    ledger.read(
                                            LedgerQuery.all()
                                                    .kind("change-intended")
                                                    .after(overtaken)))
                            .allSatisfy(
                                    change ->
                                            assertThat(change.content().actor())
                                                    .isEqualTo("daemon@second"));
                    assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
                }
            }
        }
    }

    private static long newest(Ledger ledger) {
        return ledger.read(LedgerQuery.all().newest(1)).get(0).sequence();
    }

    private static String store(PostgresServer postgres) {
        return "{postgres: {url: \""
                + postgres.jdbcUrl()
                + "\", user: "
                + PostgresServer.USER
                + "}}";
    }

    private static List<Draft> entries(Ledger ledger, String kind) {
        return ledger.read(LedgerQuery.all().kind(kind)).stream().map(Entry::content).toList();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions();
    }
}

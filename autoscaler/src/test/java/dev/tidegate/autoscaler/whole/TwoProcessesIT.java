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
    void theSecondWaitsWhileTheFirstWritesAndTakesOverWhenItDies(@TempDir Path folder)
            throws Exception {
        try (SharedServers servers = new SharedServers(folder);
                PostgresServer postgres = PostgresServer.start();
                TestDeployment deployment =
                        new TestDeployment(
                                servers,
                                servers.prometheus,
                                folder,
                                "chat",
                                TestDeployment.MIN_REPLICAS,
                                store(postgres));
                Ledger ledger = Ledgers.postgres(postgres.jdbcUrl(), PostgresServer.USER, "")) {
            deployment.setDemand(450);
            deployment.aws.stopNextWrite(AwsProxy.Stop.BEFORE);
            try (ChildProcess first = deployment.startInstance("first")) {
                eventually().until(deployment.aws::isBlocking);
                first.freeze(); // during its write, while it holds the lease
                try (ChildProcess second = deployment.startInstance("second")) {
                    eventually().until(() -> !entries(ledger, "change-withheld").isEmpty());
                    List<Integer> meanwhile = deployment.aws.writtenMinimumSizes();
                    first.kill9();

                    eventually().until(() -> deployment.minimumSize() >= 5);

                    assertThat(entries(ledger, "change-withheld"))
                            .allSatisfy(
                                    held -> {
                                        assertThat(held.actor()).isEqualTo("daemon@second");
                                        assertThat(held.body().path("reason").asText())
                                                .isEqualTo("lease-elsewhere");
                                    });
                    assertThat(meanwhile).as("two never write").isEmpty();
                    assertThat(deployment.aws.writtenMinimumSizes()).doesNotHaveDuplicates();
                    assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
                    assertThat(second.isAlive()).isTrue();
                }
            }
        }
    }

    @Test
    void aDaemonSuspendedForLongerThanItsLeaseWritesNothingWhenResumedAndStandsBy(
            @TempDir Path folder) throws Exception {
        try (SharedServers servers = new SharedServers(folder);
                PostgresServer postgres = PostgresServer.start();
                TestDeployment deployment =
                        new TestDeployment(
                                servers,
                                servers.prometheus,
                                folder,
                                "chat",
                                TestDeployment.MIN_REPLICAS,
                                store(postgres));
                Ledger ledger = Ledgers.postgres(postgres.jdbcUrl(), PostgresServer.USER, "")) {
            deployment.setDemand(250);
            try (ChildProcess first = deployment.startInstance("first")) {
                eventually().until(() -> deployment.minimumSize() >= 3);
                try (ChildProcess second = deployment.startInstance("second")) {
                    first.freeze();
                    deployment.setDemand(650);
                    eventually().until(() -> deployment.minimumSize() >= 7);
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

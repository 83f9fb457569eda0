package dev.tidegate.autoscaler.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.PrometheusServer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The program on real servers in compressed time: a scrape every five seconds, a cycle a second, slots of five seconds, launches
 * of twenty. Tests run in parallel, since they mostly wait.
 */
@Needs({Component.PROMETHEUS, Component.MOTO})
@Execution(ExecutionMode.CONCURRENT)
final class WholeProgramIT {
    private static final String SQLITE = "{sqlite: tidegate.db}";

    @TempDir private static Path shared;

    private static SharedServers servers;

    @BeforeAll
    static void start() {
        servers = new SharedServers(shared);
    }

    @AfterAll
    static void stop() {
        servers.close();
    }

    @Test
    void theMinimumSizeRisesBeforeDemandReachesTheReadyCapacity(@TempDir Path folder)
            throws Exception {
        try (TestDeployment deployment =
                new TestDeployment(servers, folder, "rising", TestDeployment.MIN_REPLICAS)) {
            double ready = TestDeployment.MIN_REPLICAS * TestDeployment.PER_REPLICA;
            deployment.setDemand(0.4 * ready);
            deployment.startDaemon();
            eventually().until(() -> deployment.status().path("demand").asDouble() > 0.3 * ready);
            deployment.ramp(0.4 * ready, 2 * ready, 3);

            eventually().until(() -> deployment.minimumSize() > TestDeployment.MIN_REPLICAS);
            double demandThen = deployment.rate();

            assertThat(demandThen).as(deployment::daemonLog).isLessThan(ready);
            eventually().until(() -> deployment.minimumSize() >= 4);
            assertThat(deployment.stopDaemon()).isZero();
            assertThat(deployment.run("status")).contains("rising", "not running");
        }
    }

    @Test
    void aKilledPrometheusHoldsTheFloorAndSaysWhyUntilItIsBack(@TempDir Path folder)
            throws Exception {
        try (PrometheusServer prometheus = servers.startPrometheus();
                TestDeployment deployment =
                        new TestDeployment(
                                servers,
                                prometheus,
                                folder,
                                "steady",
                                TestDeployment.MIN_REPLICAS,
                                SQLITE)) {
            deployment.setDemand(450);
            deployment.startDaemon();
            eventually().until(() -> deployment.minimumSize() >= 5);
            int floor = deployment.minimumSize();

            prometheus.kill9();

            eventually().until(() -> deployment.cyclesWithReason("metrics-unreachable") >= 10);
            assertThat(deployment.minimumSize()).isGreaterThanOrEqualTo(floor);
            assertThat(deployment.status().path("demand_missing").asText())
                    .isEqualTo("metrics-unreachable");
            assertThat(deployment.get("metrics"))
                    .contains(
                            "tidegate_reason{reason=\"metrics-unreachable\",workload=\"steady\"} 1.0");
            assertThat(missingReasons(deployment)).contains("metrics-unreachable");
            assertThat(deployment.run("status", "--output", "json"))
                    .contains("metrics-unreachable");

            prometheus.restart();
            deployment.setDemand(950);

            eventually().until(() -> deployment.status().path("demand").asDouble() > 900);
            eventually().until(() -> deployment.minimumSize() >= 10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aDaemonKilledDuringAChangeLosesDoublesAndSticksNothing(
            AwsProxy.Stop where, @TempDir Path folder) throws Exception {
        try (TestDeployment deployment =
                new TestDeployment(
                        servers, folder, "killed-" + where, TestDeployment.MIN_REPLICAS)) {
            deployment.setDemand(450);
            deployment.aws.stopNextWrite(where);
            deployment.startDaemon();
            eventually().until(deployment.aws::isBlocking);

            deployment.killDaemon();
            List<Draft> left = deployment.entries("change-intended", "change-outcome");
            List<Integer> writtenBefore = deployment.aws.writtenMinimumSizes();
            deployment.startDaemon();

            eventually().until(() -> deployment.minimumSize() >= 5);
            eventually()
                    .until(
                            () ->
                                    countOutcomes(deployment, "done") >= 1
                                            && countOutcomes(deployment, "unknown") == 0);
            assertThat(left).extracting(Draft::kind).containsExactly("change-intended");
            assertThat(writtenBefore).hasSize(where == AwsProxy.Stop.AFTER ? 1 : 0);
            assertThat(deployment.aws.writtenMinimumSizes())
                    .as("no floor is written twice")
                    .doesNotHaveDuplicates();
            assertThat(everyIntentionIsClosed(deployment)).as(deployment::daemonLog).isTrue();
            try (Ledger ledger = deployment.ledger()) {
                assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
            }
        }
    }

    @Test
    void aMetricThatVanishesNeverScalesIn(@TempDir Path folder) throws Exception {
        try (TestDeployment deployment = new TestDeployment(servers, folder, "vanishing", 8)) {
            deployment.recordIdleHistory();
            deployment.setDemand(0);
            deployment.startDaemon();
            eventually().until(() -> deployment.minimumSize() < 8);

            long before =
                    deployment.cyclesWithReason(
                            "demand-empty"); // on a busy machine a slot may lack a scrape
            deployment.removeMetric();
            eventually().until(() -> deployment.cyclesWithReason("demand-empty") > before);
            int floor = deployment.minimumSize();
            eventually().until(() -> deployment.cyclesWithReason("demand-empty") > before + 20);

            assertThat(floor)
                    .as("there was room to scale in")
                    .isGreaterThan(TestDeployment.MIN_REPLICAS);
            assertThat(deployment.minimumSize())
                    .as(() -> "entries: " + deployment.entries(CycleRecord.CYCLE))
                    .isEqualTo(floor);
        }
    }

    @Test
    void aRealZeroScalesInSlowly(@TempDir Path folder) throws Exception {
        try (TestDeployment deployment = new TestDeployment(servers, folder, "idle", 8)) {
            deployment.recordIdleHistory();
            deployment.setDemand(0);

            deployment.startDaemon();
            eventually().until(() -> deployment.minimumSize() <= 5);

            List<Integer> floors = deployment.aws.writtenMinimumSizes();
            int before = 8;
            for (int floor : floors) {
                assertThat(floor)
                        .as("one at a time of 8 or fewer: " + floors)
                        .isEqualTo(before - 1);
                before = floor;
            }
        }
    }

    private static List<String> missingReasons(TestDeployment deployment) {
        return deployment.entries(CycleRecord.CYCLE).stream()
                .map(entry -> entry.body().path("demand").path("missing").asText())
                .toList();
    }

    private static long countOutcomes(TestDeployment deployment, String result) {
        return deployment.entries("change-outcome").stream()
                .filter(entry -> entry.body().path("result").asText().equals(result))
                .count();
    }

    private static boolean everyIntentionIsClosed(TestDeployment deployment) {
        List<String> open =
                new ArrayList<>(
                        deployment.entries("change-intended").stream()
                                .map(e -> e.body().path("key").asText())
                                .toList());
        deployment
                .entries("change-outcome")
                .forEach(e -> open.remove(e.body().path("key").asText()));
        return open.isEmpty();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions();
    }
}

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
 * The main job on real parts, in a compressed time: a scrape each five seconds, a cycle a second, slots of five seconds,
 * launches of twenty. The worlds stand beside each other, for they mostly wait.
 */
@Needs({Component.PROMETHEUS, Component.MOTO})
@Execution(ExecutionMode.CONCURRENT)
final class WholeProgramIT {
    private static final String SQLITE = "{sqlite: tidegate.db}";

    @TempDir private static Path shared;

    private static Surroundings around;

    @BeforeAll
    static void start() {
        around = new Surroundings(shared);
    }

    @AfterAll
    static void stop() {
        around.close();
    }

    @Test
    void theMinimumSizeRisesBeforeDemandReachesWhatIsReady(@TempDir Path folder) throws Exception {
        try (World world = new World(around, folder, "rising", World.LEAST)) {
            double ready = World.LEAST * World.PER_REPLICA;
            world.demand(0.4 * ready);
            world.startDaemon();
            eventually().until(() -> world.status().path("demand").asDouble() > 0.3 * ready);
            world.ramp(0.4 * ready, 2 * ready, 3);

            eventually().until(() -> world.minimumSize() > World.LEAST);
            double demandThen = world.rate();

            assertThat(demandThen).as(world::daemonLog).isLessThan(ready);
            eventually().until(() -> world.minimumSize() >= 4);
            assertThat(world.stopDaemon()).isZero();
            assertThat(world.run("status")).contains("rising", "not running");
        }
    }

    @Test
    void aKilledPrometheusHoldsTheFloorAndSaysWhyUntilItIsBack(@TempDir Path folder)
            throws Exception {
        try (PrometheusServer prometheus = around.anotherPrometheus();
                World world =
                        new World(around, prometheus, folder, "steady", World.LEAST, SQLITE)) {
            world.demand(450);
            world.startDaemon();
            eventually().until(() -> world.minimumSize() >= 5);
            int floor = world.minimumSize();

            prometheus.kill9();

            eventually().until(() -> world.cycles("metrics-unreachable") >= 10);
            assertThat(world.minimumSize()).isGreaterThanOrEqualTo(floor);
            assertThat(world.status().path("demand_missing").asText())
                    .isEqualTo("metrics-unreachable");
            assertThat(world.daemonText("metrics"))
                    .contains(
                            "tidegate_reason{reason=\"metrics-unreachable\",workload=\"steady\"} 1.0");
            assertThat(missing(world)).contains("metrics-unreachable");
            assertThat(world.run("status", "--output", "json")).contains("metrics-unreachable");

            prometheus.restart();
            world.demand(950);

            eventually().until(() -> world.status().path("demand").asDouble() > 900);
            eventually().until(() -> world.minimumSize() >= 10);
        }
    }

    @ParameterizedTest
    @EnumSource
    void killedInTheMiddleOfAChangeNothingIsLostDoubledOrStuck(
            Gate.Stop where, @TempDir Path folder) throws Exception {
        try (World world = new World(around, folder, "killed-" + where, World.LEAST)) {
            world.demand(450);
            world.gate.stopNextWrite(where);
            world.startDaemon();
            eventually().until(world.gate::isStopped);

            world.killDaemon();
            List<Draft> left = world.entries("change-intended", "change-outcome");
            List<Integer> writtenBefore = world.gate.written();
            world.startDaemon();

            eventually().until(() -> world.minimumSize() >= 5);
            eventually()
                    .until(() -> outcomes(world, "done") >= 1 && outcomes(world, "unknown") == 0);
            assertThat(left).extracting(Draft::kind).containsExactly("change-intended");
            assertThat(writtenBefore).hasSize(where == Gate.Stop.AFTER ? 1 : 0);
            assertThat(world.gate.written())
                    .as("no floor is written twice")
                    .doesNotHaveDuplicates();
            assertThat(everyIntentionIsClosed(world)).as(world::daemonLog).isTrue();
            try (Ledger ledger = world.ledger()) {
                assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
            }
        }
    }

    @Test
    void aMetricThatVanishesNeverScalesIn(@TempDir Path folder) throws Exception {
        try (World world = new World(around, folder, "vanishing", 8)) {
            world.pastOfZero();
            world.demand(0);
            world.startDaemon();
            eventually().until(() -> world.minimumSize() < 8);

            long before =
                    world.cycles("demand-empty"); // on a busy machine a slot may lack a scrape
            world.vanish();
            eventually().until(() -> world.cycles("demand-empty") > before);
            int floor = world.minimumSize();
            eventually().until(() -> world.cycles("demand-empty") > before + 20);

            assertThat(floor).as("there was room to scale in").isGreaterThan(World.LEAST);
            assertThat(world.minimumSize())
                    .as(() -> "entries: " + world.entries(CycleRecord.CYCLE))
                    .isEqualTo(floor);
        }
    }

    @Test
    void aRealZeroScalesInSlowly(@TempDir Path folder) throws Exception {
        try (World world = new World(around, folder, "idle", 8)) {
            world.pastOfZero();
            world.demand(0);

            world.startDaemon();
            eventually().until(() -> world.minimumSize() <= 5);

            List<Integer> floors = world.gate.written();
            int before = 8;
            for (int floor : floors) {
                assertThat(floor)
                        .as("one at a time of 8 or fewer: " + floors)
                        .isEqualTo(before - 1);
                before = floor;
            }
        }
    }

    private static List<String> missing(World world) {
        return world.entries(CycleRecord.CYCLE).stream()
                .map(entry -> entry.body().path("demand").path("missing").asText())
                .toList();
    }

    private static long outcomes(World world, String result) {
        return world.entries("change-outcome").stream()
                .filter(entry -> entry.body().path("result").asText().equals(result))
                .count();
    }

    private static boolean everyIntentionIsClosed(World world) {
        List<String> open =
                new ArrayList<>(
                        world.entries("change-intended").stream()
                                .map(e -> e.body().path("key").asText())
                                .toList());
        world.entries("change-outcome").forEach(e -> open.remove(e.body().path("key").asText()));
        return open.isEmpty();
    }

    private static ConditionFactory eventually() {
        return await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(250))
                .ignoreExceptions();
    }
}

package dev.tidegate.autoscaler.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.autoscaler.metrics.prometheus.RemoteWrite;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.MotoServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The main job on real parts, in a compressed time: a cycle a second, slots of five seconds, launches of twenty. */
@Needs({Component.PROMETHEUS, Component.MOTO})
final class WholeProgramIT {
    private static MotoServer moto;

    @TempDir private Path folder;
    private World world;

    @BeforeAll
    static void start() {
        moto = MotoServer.start();
    }

    @AfterAll
    static void stop() {
        moto.close();
    }

    @AfterEach
    void end() {
        world.close();
    }

    @Test
    void theMinimumSizeRisesBeforeDemandReachesWhatIsReady() throws Exception {
        world = new World(folder, moto, World.LEAST);
        double ready = World.LEAST * World.PER_REPLICA;
        world.ramp(0.4 * ready, 2 * ready, 3);

        world.startDaemon();
        eventually().until(() -> world.minimumSize() > World.LEAST);
        double demandThen = world.rate();

        assertThat(demandThen).as(world::daemonLog).isLessThan(ready);
        eventually().until(() -> world.minimumSize() >= 4);
        assertThat(world.stopDaemon()).isZero();
        assertThat(world.run("status")).contains("chat", "not running");
    }

    @Test
    void aKilledPrometheusHoldsTheFloorAndSaysWhyUntilItIsBack() throws Exception {
        world = new World(folder, moto, World.LEAST);
        world.demand(450);
        world.startDaemon();
        eventually().until(() -> world.minimumSize() >= 5);
        int floor = world.minimumSize();

        world.prometheus.kill9();

        eventually().until(() -> cyclesMissing("metrics-unreachable") >= 10);
        assertThat(world.minimumSize()).isGreaterThanOrEqualTo(floor);
        assertThat(world.status().path("demand_missing").asText()).isEqualTo("metrics-unreachable");
        assertThat(world.daemonText("metrics"))
                .contains("tidegate_reason{reason=\"metrics-unreachable\",workload=\"chat\"} 1.0");
        assertThat(world.run("status", "--output", "json")).contains("metrics-unreachable");

        world.prometheus.restart();
        world.demand(950);

        eventually().until(() -> world.status().path("demand").asDouble() > 900);
        eventually().until(() -> world.minimumSize() >= 10);
    }

    @ParameterizedTest
    @EnumSource
    void killedInTheMiddleOfAChangeNothingIsLostDoubledOrStuck(Gate.Stop where) throws Exception {
        world = new World(folder, moto, World.LEAST);
        world.demand(450);
        world.gate.stopNextWrite(where);
        world.startDaemon();
        eventually().until(() -> world.gate.isStopped());

        world.killDaemon();
        List<Draft> left = world.entries("change-intended", "change-outcome");
        List<Integer> writtenBefore = world.gate.written();
        world.startDaemon();

        eventually().until(() -> world.minimumSize() >= 5);
        eventually().until(() -> outcomes("done") >= 1 && outcomes("unknown") == 0);
        assertThat(left).extracting(Draft::kind).containsExactly("change-intended");
        assertThat(writtenBefore).hasSize(where == Gate.Stop.AFTER ? 1 : 0);
        assertThat(world.gate.written()).as("no floor is written twice").doesNotHaveDuplicates();
        assertThat(everyIntentionIsClosed()).as(world::daemonLog).isTrue();
        try (Ledger ledger = world.ledger()) {
            assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
        }
    }

    @Test
    void aMetricThatVanishesNeverScalesIn() throws Exception {
        world = new World(folder, moto, 8);
        pastOfZero();
        world.vanish();

        world.startDaemon();
        eventually()
                .until(() -> cyclesMissing("demand-empty") + cyclesMissing("demand-stale") >= 20);

        assertThat(world.minimumSize()).isEqualTo(8);
        assertThat(world.entries("change-intended")).isEmpty();
    }

    @Test
    void aRealZeroScalesInSlowly() throws Exception {
        world = new World(folder, moto, 8);
        pastOfZero();
        world.demand(0);

        world.startDaemon();
        eventually().until(() -> world.minimumSize() <= 5);

        List<Integer> floors = world.gate.written();
        int before = 8;
        for (int floor : floors) {
            assertThat(floor).as("one at a time of 8 or fewer: " + floors).isEqualTo(before - 1);
            before = floor;
        }
    }

    /** Half an hour of a service that nobody asked anything. */
    private void pastOfZero() throws IOException, InterruptedException {
        NavigableMap<Instant, Double> counter = new TreeMap<>();
        Instant now = Instant.now();
        for (int second = 1_900; second > 10; second -= 2) {
            counter.put(now.minusSeconds(second), 5_000.0);
        }
        RemoteWrite.send(
                world.prometheus.url(),
                Map.of("vllm:prompt_tokens_total", Map.of("past", counter)));
    }

    private long cyclesMissing(String reason) {
        return world.entries(CycleRecord.CYCLE).stream()
                .filter(
                        entry ->
                                entry.body().path("demand").path("missing").asText().equals(reason))
                .count();
    }

    private long outcomes(String result) {
        return world.entries("change-outcome").stream()
                .filter(entry -> entry.body().path("result").asText().equals(result))
                .count();
    }

    private boolean everyIntentionIsClosed() {
        List<String> open =
                new java.util.ArrayList<>(
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

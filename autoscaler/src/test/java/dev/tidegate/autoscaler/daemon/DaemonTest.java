package dev.tidegate.autoscaler.daemon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.Problem;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import dev.tidegate.autoscaler.loop.record.CycleRecord;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Ledgers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DaemonTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;

    @Test
    void anUnreachablePrometheusIsReportedAndDoesNotPreventTheStart() throws Exception {
        try (Daemon daemon = start()) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(get(daemon, "status").body())
                                            .contains(
                                                    "\"demand_missing\" : \"metrics-unreachable\"")
                                            .contains("metrics.prometheus: http://127.0.0.1:"));

            assertThat(get(daemon, "health/ready").statusCode()).isEqualTo(200);
            assertThat(get(daemon, "metrics").body())
                    .contains(
                            "tidegate_reason{reason=\"metrics-unreachable\",workload=\"chat\"} 1.0");
        }

        try (Ledger ledger = Ledgers.sqlite(folder.resolve("tidegate.db"))) {
            assertThat(ledger.read(LedgerQuery.all().kind(CycleRecord.CYCLE)))
                    .isNotEmpty()
                    .extracting(
                            entry -> entry.content().body().path("demand").path("missing").asText())
                    .containsOnly("metrics-unreachable");
        }
    }

    @Test
    void startAndStopAreRecordedAndTheChainContinuesAfterARestart() throws Exception {
        start().close();
        start().close();

        try (Ledger ledger = Ledgers.sqlite(folder.resolve("tidegate.db"))) {
            List<Entry> entries =
                    ledger.read(LedgerQuery.all().kind("daemon-started", "daemon-stopped"));
            assertThat(entries)
                    .extracting(entry -> entry.content().kind())
                    .containsExactly(
                            "daemon-started", "daemon-stopped", "daemon-started", "daemon-stopped");
            assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
        }
    }

    @Test
    void aSecondDaemonOnTheSameStoreDoesNotStart() throws Exception {
        try (Daemon first = start()) {
            assertThat(first.address().getPort()).isPositive();
            assertThatThrownBy(() -> start()).isInstanceOf(Store.AlreadyRunning.class);
        }
    }

    @Test
    void aDaemonThatCannotStartLeavesNothingBehind() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> start(taken.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("serve.port");
        }

        try (Daemon next = start()) { // the store is free
            assertThat(next.address().getPort()).isPositive();
        }
    }

    @Test
    void aLedgerThatCannotBeOpenedIsUnhealthyAndRetried() throws Exception {
        Path blocker = Files.createFile(folder.resolve("var"));
        try (Daemon daemon =
                Daemon.start(
                        settings("var/tidegate.db", 0),
                        Map.of(),
                        InstantSource.system(),
                        System::nanoTime,
                        "here")) {
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(get(daemon, "health/ready").body())
                                            .contains("chat: ledger: "));
            assertThat(get(daemon, "status").body()).contains("ledger-unwritable");

            Files.delete(blocker);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () ->
                                    assertThat(get(daemon, "health/ready").statusCode())
                                            .isEqualTo(200));
        }
    }

    @Test
    void anUnreadableSecretIsATroubleUntilItCanBeRead() throws Exception {
        Path token = folder.resolve("token");
        Settings settings = settings("tidegate.db", "port: 0, alerts_token: {file: token}");
        try (Daemon daemon =
                Daemon.start(
                        settings, Map.of(), InstantSource.system(), System::nanoTime, "here")) {
            assertThat(get(daemon, "status").body())
                    .contains("serve.alerts_token: secret file " + token + " cannot be read");

            Files.writeString(token, "hunter2");

            assertThat(get(daemon, "status").body()).doesNotContain("serve.alerts_token");
        }
    }

    @Test
    void allMissingRequirementsAreReportedAtOnce() {
        LoadOutcome outcome =
                SettingsLoader.load(
                        "workloads: [{name: a, bounds: {min: 1, max: 2}, fleet: {simulated: {}}}]");

        List<Problem> unmet = DaemonRequirements.unmet(((LoadOutcome.Loaded) outcome).settings());

        assertThat(unmet)
                .extracting(Problem::key)
                .containsExactly("store", "metrics", "workloads[0].demand.query");
    }

    private Daemon start() throws IOException {
        return start(0);
    }

    private Daemon start(int port) throws IOException {
        return Daemon.start(
                settings("tidegate.db", port),
                Map.of(),
                InstantSource.system(),
                System::nanoTime,
                "here");
    }

    private Settings settings(String store, int port) throws IOException {
        return settings(store, "port: " + port);
    }

    private Settings settings(String store, String serve) throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("tidegate.yaml"),
                        """
                        mode: act
                        interval: 100ms
                        store: {sqlite: %s}
                        metrics: {prometheus: {url: "http://127.0.0.1:1", timeout: 1s}}
                        serve: {%s}
                        workloads:
                          - name: chat
                            demand: {query: up, step: 1s, history: 1m}
                            capacity: {per_replica: 100}
                            bounds: {min: 2, max: 20}
                            fleet: {simulated: {}}
                        """
                                .formatted(store, serve));
        return ((LoadOutcome.Loaded) SettingsLoader.load(file)).settings();
    }

    private static HttpResponse<String> get(Daemon daemon, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(daemon.address().resolve(path)).build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}

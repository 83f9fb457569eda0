package dev.tidegate.autoscaler.serve.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tidegate.autoscaler.config.endpoint.Secret;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.serve.Meters;
import dev.tidegate.autoscaler.serve.StatusBoard;
import dev.tidegate.autoscaler.serve.StatusServer;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.AlertmanagerServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real Alertmanager that posts to the daemon's server. */
@Needs(Component.ALERTMANAGER)
class AlertmanagerIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @Test
    void anAlertIsRecordedWhenItFiresAndWhenItEnds(@TempDir Path folder) throws Exception {
        InstantSource clock = InstantSource.system();
        StatusBoard board =
                new StatusBoard(
                        Map.of("chat", "tokens"),
                        Duration.ofSeconds(15),
                        Duration.ZERO,
                        clock.instant(),
                        System::nanoTime);
        try (Ledger ledger = Ledgers.sqlite(folder.resolve("tidegate.db"));
                StatusServer server =
                        StatusServer.start(
                                ServeSettings.readOnly("127.0.0.1", 0),
                                board,
                                new Meters(),
                                clock,
                                List::of,
                                Map.of("/alerts", hook(ledger, clock)));
                AlertmanagerServer alertmanager =
                        AlertmanagerServer.start(configuration(server.address()))) {
            Instant start = clock.instant();

            post(alertmanager, start, start.plusSeconds(600));
            await().atMost(LIMIT).until(() -> alerts(ledger).size() == 1);
            post(alertmanager, start, clock.instant());
            await().atMost(LIMIT).until(() -> alerts(ledger).size() == 2);

            assertThat(alerts(ledger)).extracting(AlertRecord::firing).containsExactly(true, false);
            assertThat(alerts(ledger)).extracting(AlertRecord::fingerprint).doesNotContain("");
            assertThat(alerts(ledger).get(0).busy()).hasValue(0.03);
        }
    }

    private static AlertmanagerWebhook hook(Ledger ledger, InstantSource clock) {
        return new AlertmanagerWebhook(
                new Secret.InEnvironment("TOKEN"),
                Map.of("TOKEN", "let-me-in"),
                List.of("chat"),
                ledger,
                clock);
    }

    private static String configuration(URI server) {
        return """
               route: {receiver: tidegate, group_wait: 100ms, group_interval: 1s, repeat_interval: 1h}
               receivers:
                 - name: tidegate
                   webhook_configs:
                     - url: %s
                       send_resolved: true
                       http_config: {authorization: {type: Bearer, credentials: let-me-in}}
               """
                .formatted(server.resolve("alerts"));
    }

    private static void post(AlertmanagerServer alertmanager, Instant from, Instant to)
            throws IOException, InterruptedException {
        String alerts =
                """
                [{"labels": {"alertname": "TooSlow", "workload": "chat"}, "annotations": {"busy": "3%%"},
                  "startsAt": "%s", "endsAt": "%s"}]
                """
                        .formatted(from, to);
        HttpResponse<String> answer =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(alertmanager.url() + "/api/v2/alerts"))
                                        .header("Content-Type", "application/json")
                                        .POST(HttpRequest.BodyPublishers.ofString(alerts))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static List<AlertRecord> alerts(Ledger ledger) {
        return ledger.read(LedgerQuery.all().kind(AlertRecord.ALERT)).stream()
                .map(entry -> AlertRecord.of(entry.content()))
                .toList();
    }
}

package dev.tidegate.autoscaler.serve.hook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.config.endpoint.Secret;
import dev.tidegate.autoscaler.config.endpoint.ServeSettings;
import dev.tidegate.autoscaler.loop.record.AlertRecord;
import dev.tidegate.autoscaler.serve.Meters;
import dev.tidegate.autoscaler.serve.StatusBoard;
import dev.tidegate.autoscaler.serve.StatusServer;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Ledgers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertmanagerWebhookTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    private Ledger ledger;
    private AlertmanagerWebhook hook;

    @BeforeEach
    void open(@TempDir Path folder) {
        ledger = Ledgers.sqlite(folder.resolve("tidegate.db"));
        hook =
                new AlertmanagerWebhook(
                        new Secret.InEnvironment("TOKEN"),
                        Map.of("TOKEN", "right"),
                        List.of("chat"),
                        ledger,
                        () -> NOW);
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void anAlertAboutAWorkloadIsRecordedWithItsShare() {
        Webhook.Answer answer = post("right", message("4", alert("chat", "f1", "firing", "2%")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(alerts())
                .singleElement()
                .satisfies(
                        alert -> {
                            assertThat(alert.workload()).isEqualTo("chat");
                            assertThat(alert.firesAt(NOW)).isTrue();
                            assertThat(alert.busy()).hasValue(0.02);
                        });
    }

    @Test
    void anUnauthenticatedSenderIsRefusedBeforeTheBodyIsRead() throws IOException {
        Duration minute = Duration.ofMinutes(1);
        try (StatusServer server =
                        StatusServer.start(
                                ServeSettings.readOnly("127.0.0.1", 0),
                                new StatusBoard(
                                        Map.of("chat", "tokens"),
                                        minute,
                                        minute,
                                        NOW,
                                        System::nanoTime),
                                new Meters(),
                                () -> NOW,
                                List::of,
                                Map.of("/alerts", hook));
                Socket client =
                        new Socket(InetAddress.getLoopbackAddress(), server.address().getPort())) {
            client.setSoTimeout(5_000); // less than the limit for a request
            client.getOutputStream()
                    .write(
                            "POST /alerts HTTP/1.1\r\nHost: here\r\nContent-Length: 1000000\r\n\r\n"
                                    .getBytes(StandardCharsets.UTF_8));

            String answer =
                    new BufferedReader(
                                    new InputStreamReader(
                                            client.getInputStream(), StandardCharsets.UTF_8))
                            .readLine();

            assertThat(answer).isEqualTo("HTTP/1.1 401 Unauthorized");
        }
    }

    @Test
    void anAlertAboutSomethingElseIsAcceptedAndIgnored() {
        Webhook.Answer answer =
                post(
                        "right",
                        message(
                                "4",
                                alert("disk", "f1", "firing", "")
                                        + ","
                                        + alert("chat", "f2", "firing", "")));

        assertThat(answer.text()).startsWith("1 of 2");
        assertThat(alerts()).extracting(AlertRecord::fingerprint).containsExactly("f2");
    }

    /** One that tells of a tier would otherwise keep that tier: it fires for as long as the tier stays. */
    @Test
    void whatTellsOfTheDaemonItselfIsNoEvidence() throws IOException {
        List<String> ours =
                Files.readString(Path.of("../docs/examples/alerts.yaml"))
                        .lines()
                        .filter(line -> line.contains("- alert: "))
                        .map(line -> line.replaceAll(".*- alert: (\\w+).*", "$1"))
                        .toList();
        String all =
                ours.stream()
                        .map(
                                name ->
                                        alert("chat", name, "firing", "")
                                                .replace("Busy\"", name + "\""))
                        .collect(Collectors.joining(","));

        Webhook.Answer answer = post("right", message("4", all));

        assertThat(ours).contains("TidegateTier", "TidegateAtMaximum");
        assertThat(answer.text()).startsWith("0 of " + ours.size());
        assertThat(alerts()).isEmpty();
    }

    @Test
    void withoutTheTokenNothingIsRecorded() {
        String message = message("4", alert("chat", "f1", "firing", ""));

        assertThat(post("wrong", message).status()).isEqualTo(401);
        assertThat(post("", message).status()).isEqualTo(401);
        assertThat(hook.receive(sender(Optional.empty()), bytes(message)).status()).isEqualTo(401);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void anUnreadableTokenRefusesEverybody() {
        AlertmanagerWebhook withoutToken =
                new AlertmanagerWebhook(
                        new Secret.InEnvironment("TOKEN"),
                        Map.of(),
                        List.of("chat"),
                        ledger,
                        () -> NOW);

        assertThat(withoutToken.receive(sender(Optional.of("Bearer ")), bytes("{}")).status())
                .isEqualTo(401);
    }

    @Test
    void aMessageWithAnInvalidAlertIsRefusedAsAWhole() {
        String good = alert("chat", "f1", "firing", "");

        assertThat(post("right", "no json").status()).isEqualTo(400);
        assertThat(post("right", message("3", good)).status()).isEqualTo(400);
        assertThat(
                        post(
                                        "right",
                                        message(
                                                "4",
                                                good + "," + alert("chat", "f2", "firing", "much")))
                                .status())
                .isEqualTo(400);
        assertThat(
                        post("right", message("4", good + "," + alert("chat", "", "firing", "")))
                                .status())
                .isEqualTo(400);
        assertThat(alerts()).isEmpty();
    }

    @Test
    void anAlertThatCannotBeRecordedIsRequestedAgain() {
        ledger.close();

        assertThat(post("right", message("4", alert("chat", "f1", "firing", ""))).status())
                .isEqualTo(503);
    }

    private List<AlertRecord> alerts() {
        return ledger.read(LedgerQuery.all().kind(AlertRecord.ALERT)).stream()
                .map(entry -> AlertRecord.of(entry.content()))
                .toList();
    }

    private Webhook.Answer post(String token, String message) {
        return hook.receive(sender(Optional.of("Bearer " + token)), bytes(message));
    }

    private static Webhook.Sender sender(Optional<String> authorization) {
        return new Webhook.Sender(
                name -> name.equals("Authorization") ? authorization : Optional.empty(),
                InetAddress.getLoopbackAddress());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String message(String version, String alerts) {
        return "{\"version\": \"" + version + "\", \"alerts\": [" + alerts + "]}";
    }

    private static String alert(String workload, String fingerprint, String status, String busy) {
        return """
               {"status": "%s", "fingerprint": "%s", "labels": {"alertname": "Busy", "workload": "%s"},
                "annotations": {"busy": "%s"}}
               """
                .formatted(status, fingerprint, workload, busy);
    }
}

package dev.tidegate.autoscaler.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Requests for unknown paths, in unusual forms, or without an end. */
final class MisbehavingClientsTest {
    @AutoClose private final StatusServerRig rig = new StatusServerRig();

    @Test
    void theAddressCanBeOpened() {
        assertThat(StatusServer.address("0.0.0.0", 9464)).hasToString("http://0.0.0.0:9464/");
        assertThat(StatusServer.address("::1", 9464)).hasToString("http://[::1]:9464/");
        assertThat(StatusServer.address("[::1]", 9464)).hasToString("http://[::1]:9464/");
    }

    @Test
    void unknownPathsAreNotFoundAndNothingCanBeWritten() throws Exception {
        assertThat(rig.get("nothing").statusCode()).isEqualTo(404);
        HttpRequest write =
                HttpRequest.newBuilder(rig.server.address().resolve("status"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build();
        HttpResponse<String> refused =
                HttpClient.newHttpClient().send(write, HttpResponse.BodyHandlers.ofString());
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD");
    }

    @Test
    void aClientThatPrefersProtobufGetsText() throws Exception {
        HttpRequest request = // as Prometheus sends with native histograms enabled
                HttpRequest.newBuilder(rig.server.address().resolve("metrics"))
                        .header(
                                "Accept",
                                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;"
                                        + "encoding=delimited;q=0.6,text/plain;version=0.0.4;q=0.3")
                        .build();

        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
                .startsWith("text/plain");
        assertThat(answer.body()).contains("tidegate_cycles_total{workload=\"chat\"} 0.0");
    }

    @Test
    void anUnexpectedExceptionIsAnsweredWith500() throws Exception {
        rig.board.addTroubles(
                () -> {
                    throw new IllegalStateException("a mistake");
                });

        assertThat(rig.get("status").statusCode()).isEqualTo(500);
        assertThat(rig.get("health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void clientsThatNeverFinishTheirRequestDoNotDelayProbes() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                Socket client =
                        new Socket(
                                InetAddress.getLoopbackAddress(), rig.server.address().getPort());
                slow.add(client);
                client.getOutputStream().write("GET /status HTTP/1.1\r\nX".getBytes(UTF_8));
                client.getOutputStream().flush();
            }

            HttpRequest probe =
                    HttpRequest.newBuilder(rig.server.address().resolve("health/live"))
                            .timeout(Duration.ofSeconds(8)) // less than the limit for slow clients
                            .build();

            assertThat(
                            HttpClient.newHttpClient()
                                    .send(probe, HttpResponse.BodyHandlers.ofString())
                                    .statusCode())
                    .isEqualTo(200);
        } finally {
            for (Socket client : slow) {
                client.close();
            }
        }
    }
}

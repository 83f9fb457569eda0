package dev.tidegate.stacks.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.runbooks.rig.server.PrometheusServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A real Prometheus with the collector's jobs for a fleet {@code chat} and its gateways, which scrapes each second whom the test lists. */
final class Scraped implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final PrometheusServer prometheus;

    Scraped(Path folder) throws IOException {
        this.folder = folder;
        scrape("chat", List.of());
        scrape("gateway", List.of());
        prometheus =
                PrometheusServer.start(
                        """
                        global: {scrape_interval: 1s, scrape_timeout: 1s}
                        scrape_configs:
                          - job_name: chat
                            file_sd_configs: [{files: ['%1$s/chat.json'], refresh_interval: 1s}]
                            relabel_configs: [{target_label: fleet, replacement: group}]
                          - job_name: gateway
                            file_sd_configs: [{files: ['%1$s/gateway.json'], refresh_interval: 1s}]
                        """
                                .formatted(folder));
    }

    /** One target of a job, by the name of its instance. */
    static Map<String, Object> target(String instance, int port) {
        return Map.of(
                "targets", List.of("127.0.0.1:" + port), "labels", Map.of("instance", instance));
    }

    void scrape(String job, List<Map<String, Object>> targets) throws IOException {
        Path written = folder.resolve(job + ".new");
        Files.writeString(written, JSON.writeValueAsString(targets));
        Files.move(written, folder.resolve(job + ".json"), StandardCopyOption.ATOMIC_MOVE);
    }

    /** The query's one value now, if it has one. */
    Optional<Double> answer(String query) {
        try {
            URI uri =
                    URI.create(
                            prometheus.url()
                                    + "/api/v1/query?query="
                                    + URLEncoder.encode(query, StandardCharsets.UTF_8));
            JsonNode answer =
                    JSON.readTree(
                            client.send(
                                            HttpRequest.newBuilder(uri).build(),
                                            HttpResponse.BodyHandlers.ofString())
                                    .body());
            if (!answer.path("status").asText().equals("success")) {
                throw new AssertionError(answer);
            }
            JsonNode result = answer.at("/data/result");
            return result.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Double.valueOf(result.at("/0/value/1").asText()));
        } catch (IOException e) {
            throw new AssertionError("Prometheus does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        prometheus.close();
    }
}

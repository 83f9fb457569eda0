package dev.tidegate.autoscaler.metrics.prometheus;

import dev.tidegate.autoscaler.config.endpoint.PrometheusSettings;
import dev.tidegate.autoscaler.metrics.MetricSource;
import dev.tidegate.autoscaler.metrics.MetricSourceContract;
import dev.tidegate.runbooks.rig.Component;
import dev.tidegate.runbooks.rig.Needs;
import dev.tidegate.runbooks.rig.server.PrometheusServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract against a real Prometheus, which receives samples by remote write. */
@Needs(Component.PROMETHEUS)
final class PrometheusSourceIT extends MetricSourceContract {
    private static PrometheusServer server;

    @BeforeAll
    static void start() {
        server = PrometheusServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    protected MetricSource holding(Map<String, Map<String, NavigableMap<Instant, Double>>> all) {
        try {
            RemoteWrite.send(server.url(), "series", all);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("samples could not be written", e);
        }
        return new PrometheusSource(
                new PrometheusSettings(
                        URI.create(server.url()),
                        Duration.ofSeconds(10),
                        1 << 20,
                        Optional.empty()),
                Map.of(),
                serverTime -> {});
    }
}

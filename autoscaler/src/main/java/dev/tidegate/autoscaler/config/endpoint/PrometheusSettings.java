package dev.tidegate.autoscaler.config.endpoint;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A server that speaks the Prometheus HTTP API.
 *
 * @param timeout how long one request may take
 * @param largestAnswer bytes of one answer that are read at the most
 */
public record PrometheusSettings(
        URI url, Duration timeout, int largestAnswer, Optional<Credentials> credentials) {

    /** What a request authenticates itself with. */
    public sealed interface Credentials {

        /** {@code Authorization: Bearer …}. */
        record Bearer(Secret token) implements Credentials {}

        /** {@code Authorization: Basic …}. */
        record Basic(String user, Secret password) implements Credentials {}
    }
}

package dev.tidegate.autoscaler.config.endpoint;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * A server with the Prometheus HTTP API.
 *
 * @param timeout of one request
 * @param largestAnswer maximum length of one response in bytes
 */
public record PrometheusSettings(
        URI url, Duration timeout, int largestAnswer, Optional<Credentials> credentials) {

    /** Credentials of a request. */
    public sealed interface Credentials {

        /** {@code Authorization: Bearer …}. */
        record Bearer(Secret token) implements Credentials {}

        /** {@code Authorization: Basic …}. */
        record Basic(String user, Secret password) implements Credentials {}
    }
}

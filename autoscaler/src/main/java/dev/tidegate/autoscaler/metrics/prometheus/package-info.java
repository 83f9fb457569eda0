/**
 * Queries servers with the Prometheus HTTP API: Prometheus, Thanos, Mimir, Amazon Managed Prometheus.
 *
 * <p>Decides which of their responses are valid. Imports {@code metrics}, {@code config.endpoint} and the reasons of {@code
 * situation}. All types are thread-safe.
 */
package dev.tidegate.autoscaler.metrics.prometheus;

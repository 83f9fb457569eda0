/**
 * What the outside sees of a running daemon: Prometheus metrics, health, and the status as JSON and as a page.
 *
 * <p>Decides how state is shown, and what healthy means; changes nothing. Imports {@code loop.record}, {@code plan}, {@code
 * report}, {@code capacity}, {@code config} and {@code config.endpoint}. The {@link dev.tidegate.autoscaler.serve.StatusBoard} stands between the
 * loops' threads and the server's; all types are thread-safe.
 */
@NullMarked
package dev.tidegate.autoscaler.serve;

import org.jspecify.annotations.NullMarked;

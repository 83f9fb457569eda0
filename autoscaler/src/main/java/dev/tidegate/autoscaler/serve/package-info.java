/**
 * What a running daemon shows: Prometheus metrics, health, and the status as JSON and as a page.
 *
 * <p>Decides how state is presented, and what healthy means; changes nothing. Imports {@code loop.record}, {@code plan}, {@code
 * situation}, {@code report}, {@code capacity}, {@code config}, {@code config.endpoint} and {@code serve.hook}. The {@link dev.tidegate.autoscaler.serve.StatusBoard}
 * separates the loops' threads from the server's; all types are thread-safe.
 */
package dev.tidegate.autoscaler.serve;

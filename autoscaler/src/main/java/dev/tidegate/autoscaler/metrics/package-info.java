/**
 * The seam to metrics systems: one aligned range query in, samples or a reason out.
 *
 * <p>Decides what counts as an answer, not what its numbers mean. Imports {@code situation} for its reasons only. Values are
 * immutable; sources are thread-safe.
 */
package dev.tidegate.autoscaler.metrics;

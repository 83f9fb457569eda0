/**
 * The seam to whatever keeps measurements: one aligned range query in, samples or a reason out.
 *
 * <p>Decides what counts as an answer; holds no opinion on what the numbers mean. Imports {@code plan} for its reasons only.
 * Values are immutable; sources are thread-safe.
 */
@NullMarked
package dev.tidegate.autoscaler.metrics;

import org.jspecify.annotations.NullMarked;

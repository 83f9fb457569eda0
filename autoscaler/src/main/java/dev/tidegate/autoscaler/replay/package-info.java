/**
 * Replays traces and recorded cycles, read from files, through today's planner. Decides what a valid trace is. Imports
 * {@code plan} with what it takes, {@code loop.record} and {@code report}. Readers have no state and are thread-safe; what
 * they read is immutable; replays are not thread-safe.
 */
package dev.tidegate.autoscaler.replay;

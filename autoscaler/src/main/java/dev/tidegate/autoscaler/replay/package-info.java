/**
 * Replays traces and recorded cycles, read from files, through today's planner. Decides what a valid trace is. Readers
 * have no state and are thread-safe; what they read is immutable; replays are not thread-safe.
 */
package dev.tidegate.autoscaler.replay;

/**
 * Traces and recorded cycles, read from files and played through today's planner. Decides what counts as a
 * whole trace. Readers hold no state and are thread-safe; what they read is immutable.
 */
package dev.tidegate.autoscaler.replay;

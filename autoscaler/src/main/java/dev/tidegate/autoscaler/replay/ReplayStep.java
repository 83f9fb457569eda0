package dev.tidegate.autoscaler.replay;

import java.time.Instant;

/**
 * One step of a replay; all in replicas.
 *
 * @param paid       ready or on its way
 * @param turnedAway in what a replica serves in a step
 */
public record ReplayStep(
        Instant at, double demand, int desired, int ready, int paid, double turnedAway) {}

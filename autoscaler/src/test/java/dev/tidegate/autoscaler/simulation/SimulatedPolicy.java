package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.replay.ReplayFleet;

/** A policy under simulation: its target replicas for a step, from the demand reported so far. */
public interface SimulatedPolicy {
    /**
     * @param observed demand reported for each step before {@code step}; an unreported one repeats the last
     * @param isKnown whether the newest one was reported
     */
    int target(double[] observed, int step, boolean isKnown, ReplayFleet fleet);
}

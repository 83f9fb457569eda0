package dev.tidegate.autoscaler.simulation;

import dev.tidegate.autoscaler.replay.PlayedFleet;

/** A policy under simulation: what it wants at a step, from the demand told so far. */
interface Peer {
    /**
     * @param told what was told of each step before {@code step}; what was not told is like the last
     * @param known whether the newest was told
     */
    int want(double[] told, int step, boolean known, PlayedFleet fleet);
}

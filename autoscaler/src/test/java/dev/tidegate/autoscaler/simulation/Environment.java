package dev.tidegate.autoscaler.simulation;

import java.util.OptionalDouble;

/** The environment of a fleet; ideal unless a scenario overrides it. Steps count from the beginning of the simulated part. */
public class Environment {
    /** Lead time in steps: from an order until it serves. */
    int lead(int step) {
        return Scenario.LEAD;
    }

    /** Most replicas available. */
    int quota(int step) {
        return Integer.MAX_VALUE;
    }

    /** Ready replicas reclaimed before the step. */
    int reclaimedReplicas(int step, int ready) {
        return 0;
    }

    /** Launches that fail in the step. */
    int failedLaunches(int step, int starting) {
        return 0;
    }

    /** Demand of the previous step as metrics report it; empty if they are missing. */
    public OptionalDouble reportedDemand(int step, double demand) {
        return OptionalDouble.of(demand);
    }

    /** Share of the demand turned away that is retried in the next step. */
    double retryShare() {
        return 0;
    }
}

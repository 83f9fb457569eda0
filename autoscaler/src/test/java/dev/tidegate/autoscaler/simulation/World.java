package dev.tidegate.autoscaler.simulation;

import java.util.OptionalDouble;

/** What goes wrong around a fleet; nothing, unless a scenario says otherwise. Steps count from the beginning of the played part. */
class World {
    /** Steps from an order until it serves. */
    int lag(int step) {
        return Scenario.LAG;
    }

    /** Replicas that may be had at the most. */
    int quota(int step) {
        return Integer.MAX_VALUE;
    }

    /** Replicas that are taken away before the step. */
    int reclaimed(int step, int ready) {
        return 0;
    }

    /** Launches that come to nothing in the step. */
    int failed(int step, int starting) {
        return 0;
    }

    /** What the metrics say of the demand of the step just finished. */
    OptionalDouble told(int step, double demand) {
        return OptionalDouble.of(demand);
    }

    /** Share of what is turned away that comes back in the next step. */
    double retried() {
        return 0;
    }
}

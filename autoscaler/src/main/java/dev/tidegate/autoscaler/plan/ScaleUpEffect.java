package dev.tidegate.autoscaler.plan;

/**
 * Detects ineffective scale-ups. With enough replicas for the demand by their throughput nothing should be turned away;
 * work that is turned away all the same has another cause than a lack of replicas. Not thread-safe.
 */
final class ScaleUpEffect {
    private static final double ENOUGH = 1.25; // times the replicas needed
    private static final int MIN_STEPS = 5; // steps in a row

    private int ineffectiveSteps;

    /** Observes a step: replicas that demand needs, replicas that were ready, and whether work was turned away. */
    void observe(double needed, int ready, boolean turnedAway) {
        if (!turnedAway || ready < ENOUGH * needed || ready == 0) {
            ineffectiveSteps = 0;
            return;
        }
        ineffectiveSteps++;
    }

    /** Consecutive steps in which work was turned away although there were enough replicas. */
    int ineffectiveSteps() {
        return ineffectiveSteps;
    }

    /** Whether that has been so for long enough to be sure. */
    boolean isIneffective() {
        return ineffectiveSteps >= MIN_STEPS;
    }
}

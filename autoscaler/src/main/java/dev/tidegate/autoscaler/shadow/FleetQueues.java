package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.cost.StepScratch;

/**
 * The queues of all shadow fleets, which see the same demand. Work waits as long as the objective allows; work that
 * would wait longer is turned away. Units are replica-steps. Not thread-safe.
 */
final class FleetQueues {
    private final double patience; // longest wait, in steps
    private final float[] waiting;

    FleetQueues(int count, double patience) {
        this.patience = patience;
        waiting = new float[count];
    }

    /** Serves a step of demand with the ready replicas of each fleet, and writes what each turned away. */
    void serve(StepScratch step, double demand) {
        for (int i = 0; i < waiting.length; i++) {
            int ready = step.ready[i];
            double unserved = waiting[i] + demand - ready;
            double excess = positive(unserved - ready * patience);
            step.turnedAway[i] = (float) excess;
            waiting[i] = (float) positive(unserved - excess);
        }
    }

    private static double positive(double value) {
        return value > 0 ? value : 0;
    }
}

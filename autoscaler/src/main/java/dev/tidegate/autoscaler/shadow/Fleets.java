package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.cost.StepScratch;

/**
 * Fleets side by side under one demand. Work waits as long as the objective lets it; what would wait longer is turned away. Units
 * are replica-steps. Not thread-safe.
 */
final class Fleets {
    private final double patience; // steps of the ready capacity that may wait
    private final float[] waiting;

    Fleets(int count, double patience) {
        this.patience = patience;
        waiting = new float[count];
    }

    /** Serves a step of demand with what each has ready, and notes what is turned away. */
    void serve(StepScratch step, double demand) {
        for (int i = 0; i < waiting.length; i++) {
            int ready = step.ready[i];
            double left = waiting[i] + demand - ready;
            double over = positive(left - ready * patience);
            step.turnedAway[i] = (float) over;
            waiting[i] = (float) positive(left - over);
        }
    }

    private static double positive(double value) {
        return value > 0 ? value : 0;
    }
}

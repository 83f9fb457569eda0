package dev.tidegate.autoscaler.shadow;

/**
 * The average of what those near the cheapest want, by how near they are: which of them is the very best is mostly luck. The
 * weights are by the scores so far, so that a want that rises raises the average. Not thread-safe.
 */
final class Vote {
    private static final double CLOSE = 0.01; // of the cheapest's cost: leaves a third of a say
    private static final double IGNORED = 5 * CLOSE;

    private int best;
    private int voices;

    /** What is wanted on average, at least one replica, by those who have cost so much so far. */
    short average(double[] costs, short[] wants) {
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < wants.length; i++) {
            if (costs[i] < least) {
                least = costs[i];
                best = i;
            }
        }
        double sum = 0;
        double weights = 0;
        double limit = least * (1 + IGNORED);
        voices = 0;
        for (int i = 0; i < wants.length; i++) {
            if (costs[i] <= limit) {
                double weight = least == 0 ? 1 : Math.exp(-(costs[i] / least - 1) / CLOSE);
                sum += weight * wants[i];
                weights += weight;
                voices++;
            }
        }
        return (short) Math.max(1, Math.round(sum / weights));
    }

    /** The cheapest, by the last average. */
    int best() {
        return best;
    }

    /** How many had a say in the last average. */
    int voices() {
        return voices;
    }
}

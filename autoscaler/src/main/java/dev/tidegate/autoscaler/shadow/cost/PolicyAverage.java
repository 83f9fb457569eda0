package dev.tidegate.autoscaler.shadow.cost;

/**
 * Averages the policies whose cost is close to the lowest, weighted by how close: which of them is the very cheapest is
 * mostly luck. Not thread-safe.
 */
public final class PolicyAverage {
    // Tolerances, beyond which a policy has no weight.
    private static final double MAX_TOLERANCES = 5;

    private int best;
    private int count;
    private double lowestCost;

    /**
     * Replaces costs by weights, which sum to one.
     *
     * @param tolerance relative extra cost at which a weight is 1/e of the largest
     */
    public void weightByCost(double[] costs, double tolerance) {
        best = cheapest(costs);
        lowestCost = costs[best];
        double limit = lowestCost * (1 + MAX_TOLERANCES * tolerance);
        double sum = 0;
        count = 0;
        for (int i = 0; i < costs.length; i++) {
            if (costs[i] > limit) {
                costs[i] = 0;
                continue;
            }
            costs[i] = lowestCost == 0 ? 1 : Math.exp((1 - costs[i] / lowestCost) / tolerance);
            sum += costs[i];
            count++;
        }
        for (int i = 0; i < costs.length; i++) {
            costs[i] /= sum;
        }
    }

    private static int cheapest(double[] costs) {
        int cheapest = 0;
        for (int i = 1; i < costs.length; i++) {
            cheapest = costs[i] < costs[cheapest] ? i : cheapest;
        }
        return cheapest;
    }

    /** Weighted mean of a number of each policy. */
    public static double average(double[] weights, float[] numbers) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * numbers[i];
        }
        return sum;
    }

    /** Weighted mean of what the policies want, at least one replica; monotonic in each. */
    public static short wanted(double[] weights, short[] wants) {
        double sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * wants[i];
        }
        return (short) Math.max(1, Math.round(sum));
    }

    /** Index of the cheapest policy. */
    public int best() {
        return best;
    }

    /** Its cost. */
    public double lowestCost() {
        return lowestCost;
    }

    /** Number of policies with a weight above zero. */
    public int count() {
        return count;
    }
}

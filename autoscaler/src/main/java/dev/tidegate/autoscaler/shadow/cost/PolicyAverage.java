package dev.tidegate.autoscaler.shadow.cost;

/**
 * What those near the cheapest say on average, by how near they are: which of them is the very best is mostly luck. Not
 * thread-safe.
 */
public final class PolicyAverage {
    private static final double IGNORED = 5; // times what is close

    private int best;
    private int voices;
    private double least;

    /**
     * Turns costs into shares of the say, which sum to one.
     *
     * @param close part of the least cost that leaves a third of a say
     */
    public void weigh(double[] costs, double close) {
        best = cheapest(costs);
        least = costs[best];
        double limit = least * (1 + IGNORED * close);
        double sum = 0;
        voices = 0;
        for (int i = 0; i < costs.length; i++) {
            if (costs[i] > limit) {
                costs[i] = 0;
                continue;
            }
            costs[i] = least == 0 ? 1 : Math.exp((1 - costs[i] / least) / close);
            sum += costs[i];
            voices++;
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

    /** What a number of each comes to by the shares. */
    public static double average(double[] shares, float[] numbers) {
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += shares[i] * numbers[i];
        }
        return sum;
    }

    /** What is wanted together, at least one replica; a want that rises raises it. */
    public static short wanted(double[] shares, short[] wants) {
        double sum = 0;
        for (int i = 0; i < shares.length; i++) {
            sum += shares[i] * wants[i];
        }
        return (short) Math.max(1, Math.round(sum));
    }

    /** The cheapest. */
    public int best() {
        return best;
    }

    /** What it cost. */
    public double least() {
        return least;
    }

    /** How many have a say. */
    public int voices() {
        return voices;
    }
}

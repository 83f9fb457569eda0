package dev.tidegate.autoscaler.replay;

/**
 * The fewest replica-steps that serve everything at once with the future known: each replica runs through a gap, or stops and
 * pays its start again, whichever is cheaper. A bound, not a policy.
 */
public final class Clairvoyant {

    private Clairvoyant() {}

    /**
     * @param demand in replicas, by step
     * @param lag    steps from an order until it serves
     */
    public static long replicaSteps(double[] demand, int lag) {
        int most = 0;
        int[] need = new int[demand.length];
        for (int i = 0; i < demand.length; i++) {
            need[i] = (int) Math.ceil(demand[i] - 1e-9);
            most = Math.max(most, need[i]);
        }
        long paid = 0;
        for (int level = 1; level <= most; level++) {
            paid += paid(need, level, lag);
        }
        return paid;
    }

    private static long paid(int[] need, int level, int lag) {
        long paid = 0;
        int gap = 0;
        for (int needed : need) {
            if (needed < level) {
                gap++;
                continue;
            }
            paid += 1 + Math.min(gap, lag);
            gap = 0;
        }
        return paid;
    }
}

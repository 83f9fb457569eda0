package dev.tidegate.autoscaler.capacity;

import java.util.Arrays;

/**
 * The fewest replica-steps that serve everything at once with the future known, step by step: each replica runs through a
 * gap, or stops and pays its start again, whichever is cheaper. A gap is paid when it is over. Not thread-safe.
 */
public final class Clairvoyance {
    private long step;
    private long[] idleSince = new long[0]; // step after each replica's last, lowest replica first

    /**
     * Takes in the next step.
     *
     * @param demand in replicas
     * @param lag    steps from an order until it serves
     * @return replica-steps that it adds
     */
    public long add(double demand, int lag) {
        int need = (int) Math.ceil(demand - 1e-9);
        if (need > idleSince.length) {
            idleSince =
                    Arrays.copyOf(idleSince, need); // what never ran has been idle from the start
        }
        long paid = 0;
        for (int replica = 0; replica < need; replica++) {
            paid += 1 + Math.min(step - idleSince[replica], lag);
            idleSince[replica] = step + 1;
        }
        step++;
        return paid;
    }
}

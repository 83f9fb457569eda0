package dev.tidegate.autoscaler.shadow;

import java.util.Arrays;

/**
 * The recent orders of several fleets. A launch serves {@code lag} steps after its order; a stop is immediate and
 * cancels the newest launches first. So a fleet has as many replicas as it wants, and of those the minimum it wanted in
 * any step since the order of the launches that become ready now is ready. Not thread-safe.
 */
final class LaunchOrders {
    private final float[][] orders; // by step, a ring
    private int steps;

    LaunchOrders(int count, int lag) {
        orders = new float[lag + 1][count];
    }

    /** Adds what each fleet wants from now on. The first call assumes that as many are ready already. */
    void add(float[] wanted) {
        System.arraycopy(wanted, 0, orders[steps % orders.length], 0, wanted.length);
        steps++;
    }

    /** What was wanted last. */
    float[] newest() {
        return orders[(steps - 1) % orders.length];
    }

    /** Writes how much of that is ready. */
    void ready(float[] into) {
        Arrays.fill(into, Float.MAX_VALUE);
        int count = Math.min(steps, orders.length);
        for (int step = 0; step < count; step++) {
            float[] earlier = orders[step];
            for (int i = 0; i < into.length; i++) {
                into[i] = Math.min(into[i], earlier[i]);
            }
        }
    }
}

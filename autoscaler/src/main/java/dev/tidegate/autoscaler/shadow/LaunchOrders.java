package dev.tidegate.autoscaler.shadow;

import java.util.Arrays;

/**
 * What several fleets have ordered lately. A launch serves {@code lag} steps after its order, a stop is immediate and takes the
 * newest launches first; so a fleet has as many replicas as it wants, and of those as many are ready as it has wanted in each
 * step since the launches that serve now were ordered: the least of them. Not thread-safe.
 */
final class LaunchOrders {
    private final float[][] ordered; // by step, a ring
    private int steps;

    LaunchOrders(int count, int lag) {
        ordered = new float[lag + 1][count];
    }

    /** What each of them wants from now on. The first time it is taken to have been wanted, and to be ready, already. */
    void add(float[] wanted) {
        System.arraycopy(wanted, 0, ordered[steps % ordered.length], 0, wanted.length);
        steps++;
    }

    /** What was wanted last. */
    float[] newest() {
        return ordered[(steps - 1) % ordered.length];
    }

    /** Writes what of that is ready. */
    void ready(float[] into) {
        Arrays.fill(into, Float.MAX_VALUE);
        int held = Math.min(steps, ordered.length);
        for (int step = 0; step < held; step++) {
            float[] then = ordered[step];
            for (int i = 0; i < into.length; i++) {
                into[i] = Math.min(into[i], then[i]);
            }
        }
    }
}

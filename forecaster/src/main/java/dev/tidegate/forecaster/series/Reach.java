package dev.tidegate.forecaster.series;

import java.util.Arrays;

/**
 * How many slots ahead forecasts go, and the few distances at which they are learnt; what lies between is
 * interpolated. Near distances stand closer than far ones.
 */
public final class Reach {
    private static final int MOST_NODES = 12;

    private final int[] nodes;

    public Reach(int steps) {
        if (steps < 1) {
            throw new IllegalArgumentException("reach must be at least 1 slot, was " + steps);
        }
        int count = Math.min(MOST_NODES, steps);
        nodes = new int[count];
        for (int i = 0; i < count; i++) {
            double part = count == 1 ? 1 : (double) i / (count - 1);
            int spread = (int) Math.round(1 + (steps - 1) * part * part);
            int left = count - 1 - i;
            nodes[i] = Math.min(steps - left, Math.max(i + 1, spread));
            if (i > 0) {
                nodes[i] = Math.max(nodes[i], nodes[i - 1] + 1);
            }
        }
    }

    public int steps() {
        return nodes[nodes.length - 1];
    }

    public int nodes() {
        return nodes.length;
    }

    /** Slots ahead of node {@code node}. */
    public int ahead(int node) {
        return nodes[node];
    }

    /** The last node no farther than {@code ahead}; the one before the last at the most. */
    public int nodeBelow(int ahead) {
        int found = Arrays.binarySearch(nodes, ahead);
        int below = found >= 0 ? found : -found - 2;
        return Math.max(0, Math.min(nodes.length - 2, below));
    }

    /** How far {@code ahead} lies from the node below it to the next: 0 at the one, 1 at the other. */
    public double part(int ahead) {
        if (nodes.length == 1) {
            return 0;
        }
        int below = nodeBelow(ahead);
        return (double) (ahead - nodes[below]) / (nodes[below + 1] - nodes[below]);
    }
}

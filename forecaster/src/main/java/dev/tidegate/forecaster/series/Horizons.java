package dev.tidegate.forecaster.series;

/**
 * How many slots ahead forecasts go, and the few distances at which they are learnt; what lies between is
 * interpolated. Near distances stand closer than far ones.
 */
public final class Horizons {
    private static final int MOST_NODES = 5;

    private final int[] nodes;
    private final int[] below; // by slots ahead
    private final double[] parts;

    /** With at most five nodes. */
    public Horizons(int steps) {
        this(steps, MOST_NODES);
    }

    public Horizons(int steps, int mostNodes) {
        if (steps < 1) {
            throw new IllegalArgumentException("reach must be at least 1 slot, was " + steps);
        }
        if (mostNodes < 2) {
            throw new IllegalArgumentException("nodes must be at least 2, were " + mostNodes);
        }
        int count = Math.min(mostNodes, steps);
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
        below = new int[steps + 1];
        parts = new double[steps + 1];
        interpolate();
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
        return below[Math.min(ahead, steps())];
    }

    /** How far {@code ahead} lies from the node below it to the next: 0 at the one, 1 at the other. */
    public double part(int ahead) {
        return parts[Math.min(ahead, steps())];
    }

    private void interpolate() {
        int node = 0;
        for (int ahead = 1; ahead < below.length; ahead++) {
            while (node < nodes.length - 2 && nodes[node + 1] <= ahead) {
                node++;
            }
            below[ahead] = node;
            if (nodes.length > 1) {
                parts[ahead] = (double) (ahead - nodes[node]) / (nodes[node + 1] - nodes[node]);
            }
        }
    }
}

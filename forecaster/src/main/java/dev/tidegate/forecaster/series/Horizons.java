package dev.tidegate.forecaster.series;

/**
 * The horizon, and the few nodes within it at which models learn, closer together near the origin; between nodes
 * forecasts are interpolated. Immutable.
 */
public final class Horizons {
    private static final int MAX_NODES = 5;

    private final int[] nodes;
    private final int[] nodesBelow; // by slots ahead
    private final double[] fractions;

    /** With at most five nodes. */
    public Horizons(int steps) {
        this(steps, MAX_NODES);
    }

    public Horizons(int steps, int maxNodes) {
        if (steps < 1) {
            throw new IllegalArgumentException("horizon must be at least 1 slot, was " + steps);
        }
        if (maxNodes < 2) {
            throw new IllegalArgumentException("nodes must be at least 2, were " + maxNodes);
        }
        int count = Math.min(maxNodes, steps);
        nodes = new int[count];
        for (int i = 0; i < count; i++) {
            double position = count == 1 ? 1 : (double) i / (count - 1);
            int spread = (int) Math.round(1 + (steps - 1) * position * position);
            int left = count - 1 - i;
            nodes[i] = Math.min(steps - left, Math.max(i + 1, spread));
            if (i > 0) {
                nodes[i] = Math.max(nodes[i], nodes[i - 1] + 1);
            }
        }
        nodesBelow = new int[steps + 1];
        fractions = new double[steps + 1];
        interpolate();
    }

    /** The longest horizon, in slots. */
    public int steps() {
        return nodes[nodes.length - 1];
    }

    /** Number of nodes. */
    public int nodes() {
        return nodes.length;
    }

    /** How many slots ahead node {@code node} lies. */
    public int slotsAhead(int node) {
        return nodes[node];
    }

    /** The last node no farther than {@code ahead}, but never the last of all unless it is the only one. */
    public int nodeBelow(int ahead) {
        return nodesBelow[Math.min(ahead, steps())];
    }

    /** Position of {@code ahead} between the node below it (0) and the next (1). */
    public double fraction(int ahead) {
        return fractions[Math.min(ahead, steps())];
    }

    private void interpolate() {
        int node = 0;
        for (int ahead = 1; ahead < nodesBelow.length; ahead++) {
            while (node < nodes.length - 2 && nodes[node + 1] <= ahead) {
                node++;
            }
            nodesBelow[ahead] = node;
            if (nodes.length > 1) {
                fractions[ahead] = (double) (ahead - nodes[node]) / (nodes[node + 1] - nodes[node]);
            }
        }
    }
}

package dev.tidegate.forecaster.select;

import dev.tidegate.forecaster.series.Reach;

/**
 * How slots ahead move together: for past forecasts, the rank at which each outcome fell among its forecast's
 * quantiles. Put through today's quantiles they give joint paths (Schaake shuffle: Clark, Gangopadhyay, Hay,
 * Rajagopalan, Wilby 2004).
 */
final class RankPaths {
    private static final int KEPT = 200;
    private static final double UNSEEN = 0.5;

    private final Reach reach;
    private final float[][] ring = new float[KEPT][];
    private int count;

    RankPaths(Reach reach) {
        this.reach = reach;
    }

    /** Takes the ranks at the nodes; 0 where an outcome was missing. */
    void add(double[] atNodes) {
        float[] ranks = new float[atNodes.length];
        for (int n = 0; n < ranks.length; n++) {
            ranks[n] = (float) (atNodes[n] > 0 ? atNodes[n] : UNSEEN);
        }
        ring[count++ % KEPT] = ranks;
    }

    /** One row a path, one column a slot ahead. */
    double[][] over(int steps) {
        double[][] paths = new double[Math.min(count, KEPT)][steps];
        for (int p = 0; p < paths.length; p++) {
            for (int h = 1; h <= steps; h++) {
                int below = reach.nodeBelow(h);
                int above = Math.min(below + 1, reach.nodes() - 1);
                double near = ring[p][below];
                paths[p][h - 1] = near + reach.part(h) * (ring[p][above] - near);
            }
        }
        return paths;
    }
}

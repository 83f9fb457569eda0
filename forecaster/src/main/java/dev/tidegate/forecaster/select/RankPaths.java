package dev.tidegate.forecaster.select;

import dev.tidegate.forecaster.interval.Normal;
import dev.tidegate.forecaster.series.Horizons;

/**
 * How slots ahead move together: for past forecasts, the rank at which each outcome fell among its forecast's
 * quantiles. Put through today's quantiles they give joint paths (Schaake shuffle: Clark, Gangopadhyay, Hay,
 * Rajagopalan, Wilby 2004). Ranks are known at the nodes of the reach; between two of them a path is a bridge of
 * the Ornstein–Uhlenbeck process (Uhlenbeck, Ornstein 1930) with the correlation that the two nodes have, so that
 * it is as restless there as they are, and its slots hold the distribution that they should.
 */
final class RankPaths {
    private static final int KEPT = 200;
    private static final double UNSEEN = 0.5;
    private static final int FEWEST = 20; // paths below which a correlation says nothing
    private static final double USUAL_CORRELATION = 0.5;
    private static final double PARTS = 1_000; // of a score
    private static final double SMALLEST = 0.02;
    private static final double LARGEST = 0.995;

    private final Horizons reach;
    private final short[] ring; // normal scores in thousandths, KEPT rows of one a node
    private int count;

    RankPaths(Horizons reach) {
        this(reach, new short[KEPT * reach.nodes()], 0);
    }

    private RankPaths(Horizons reach, short[] ring, int count) {
        this.reach = reach;
        this.ring = ring;
        this.count = count;
    }

    /** As it is now. */
    RankPaths copy() {
        return new RankPaths(reach, ring.clone(), count);
    }

    /** Takes the ranks at the nodes; 0 where an outcome was missing. */
    void add(float[] atNodes) {
        int row = count++ % KEPT * atNodes.length;
        for (int n = 0; n < atNodes.length; n++) {
            double score = Normal.quantile(atNodes[n] > 0 ? atNodes[n] : UNSEEN);
            ring[row + n] = (short) Math.round(PARTS * score);
        }
    }

    /** One row a path, one column a slot ahead. */
    double[][] over(int steps) {
        double[] correlation = correlations();
        double[][] paths = new double[Math.min(count, KEPT)][steps];
        double[] scores = new double[paths.length];
        for (int h = 1; h <= steps; h++) {
            move(scores, h, correlation);
            for (int p = 0; p < paths.length; p++) {
                paths[p][h - 1] = Normal.rank(scores[p]);
            }
        }
        return paths;
    }

    /** Moves every path to the slot {@code h}: to its node there, or on along the bridge to the next. */
    private void move(double[] scores, int h, double[] correlation) {
        int nodes = reach.nodes();
        int below = reach.nodeBelow(h);
        int above = Math.min(below + 1, nodes - 1);
        int left = reach.ahead(above) - h;
        if (h == reach.ahead(below) || left == 0) {
            int node = left == 0 ? above : below;
            for (int p = 0; p < scores.length; p++) {
                scores[p] = ring[p * nodes + node] / PARTS;
            }
            return;
        }
        double step = Math.pow(correlation[below], 1.0 / (reach.ahead(above) - reach.ahead(below)));
        double rest = Math.pow(step, left);
        double scale = 1 - step * rest * step * rest;
        double fromHere = step * (1 - rest * rest) / scale;
        double fromThere = rest * (1 - step * step) / scale;
        double deviation = Math.sqrt((1 - step * step) * (1 - rest * rest) / scale);
        for (int p = 0; p < scores.length; p++) {
            scores[p] =
                    fromHere * scores[p]
                            + fromThere * ring[p * nodes + above] / PARTS
                            + deviation * Normal.noise(p, h);
        }
    }

    /** Between each node and the next, over the paths. */
    private double[] correlations() {
        int nodes = reach.nodes();
        int kept = Math.min(count, KEPT);
        double[] correlations = new double[nodes];
        for (int n = 0; n + 1 < nodes; n++) {
            double near = 0;
            double far = 0;
            double both = 0;
            for (int p = 0; p < kept; p++) {
                double a = ring[p * nodes + n];
                double b = ring[p * nodes + n + 1];
                near += a * a;
                far += b * b;
                both += a * b;
            }
            double found =
                    kept < FEWEST || near * far == 0
                            ? USUAL_CORRELATION
                            : both / Math.sqrt(near * far);
            correlations[n] = Math.max(SMALLEST, Math.min(LARGEST, found));
        }
        return correlations;
    }
}

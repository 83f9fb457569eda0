package dev.tidegate.forecaster.select;

import dev.tidegate.forecaster.interval.Normal;
import dev.tidegate.forecaster.series.Horizons;

/**
 * How slots ahead vary together: for past forecasts, the rank of each outcome among the quantiles of its forecast.
 * Mapped through the current quantiles they give joint paths (Schaake shuffle: Clark, Gangopadhyay, Hay, Rajagopalan,
 * Wilby 2004). Ranks are known at the nodes of the horizon; between two nodes a path is a bridge of the
 * Ornstein–Uhlenbeck process (Uhlenbeck, Ornstein 1930) with the correlation of the two nodes, so that its volatility
 * matches theirs and each slot keeps its distribution.
 */
final class RankPaths {
    private static final int MAX_PATHS = 200;
    private static final double UNSEEN = 0.5;
    private static final int MIN_PATHS = 20; // paths that a correlation is estimated from
    private static final double DEFAULT_CORRELATION = 0.5;
    private static final double UNITS_PER_SCORE = 1_000; // stored units in one normal score
    private static final double MIN_CORRELATION = 0.02;
    private static final double MAX_CORRELATION = 0.995;

    private final Horizons horizons;
    private final short[] ring; // normal scores in thousandths: [path][node], row by row
    private int count;

    RankPaths(Horizons horizons) {
        this(horizons, new short[MAX_PATHS * horizons.nodes()], 0);
    }

    private RankPaths(Horizons horizons, short[] ring, int count) {
        this.horizons = horizons;
        this.ring = ring;
        this.count = count;
    }

    /** A snapshot. */
    RankPaths copy() {
        return new RankPaths(horizons, ring.clone(), count);
    }

    /** Adds the ranks of one forecast's outcomes at the nodes; 0 where an outcome was missing. */
    void add(float[] atNodes) {
        int row = count++ % MAX_PATHS * atNodes.length;
        for (int n = 0; n < atNodes.length; n++) {
            double score = Normal.quantile(atNodes[n] > 0 ? atNodes[n] : UNSEEN);
            ring[row + n] = (short) Math.round(UNITS_PER_SCORE * score);
        }
    }

    /** Rank paths, [path][ahead - 1]. */
    double[][] paths(int steps) {
        double[] correlation = correlations();
        double[][] paths = new double[Math.min(count, MAX_PATHS)][steps];
        double[] scores = new double[paths.length];
        for (int h = 1; h <= steps; h++) {
            move(scores, h, correlation);
            for (int p = 0; p < paths.length; p++) {
                paths[p][h - 1] = Normal.rank(scores[p]);
            }
        }
        return paths;
    }

    /** Moves every path to slot {@code h}: to the node there, or along the bridge to the next node. */
    private void move(double[] scores, int h, double[] correlation) {
        int nodes = horizons.nodes();
        int below = horizons.nodeBelow(h);
        int above = Math.min(below + 1, nodes - 1);
        int slotsLeft = horizons.slotsAhead(above) - h;
        if (h == horizons.slotsAhead(below) || slotsLeft == 0) {
            int node = slotsLeft == 0 ? above : below;
            for (int p = 0; p < scores.length; p++) {
                scores[p] = ring[p * nodes + node] / UNITS_PER_SCORE;
            }
            return;
        }
        double step =
                Math.pow(
                        correlation[below],
                        1.0 / (horizons.slotsAhead(above) - horizons.slotsAhead(below)));
        double rest = Math.pow(step, slotsLeft);
        double scale = 1 - step * rest * step * rest;
        double fromHere = step * (1 - rest * rest) / scale;
        double fromThere = rest * (1 - step * step) / scale;
        double deviation = Math.sqrt((1 - step * step) * (1 - rest * rest) / scale);
        for (int p = 0; p < scores.length; p++) {
            scores[p] =
                    fromHere * scores[p]
                            + fromThere * ring[p * nodes + above] / UNITS_PER_SCORE
                            + deviation * Normal.noise(p, h);
        }
    }

    /** Correlation of each node with the next, over all paths. */
    private double[] correlations() {
        int nodes = horizons.nodes();
        int kept = Math.min(count, MAX_PATHS);
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
            double estimate =
                    kept < MIN_PATHS || near * far == 0
                            ? DEFAULT_CORRELATION
                            : both / Math.sqrt(near * far);
            correlations[n] = Math.max(MIN_CORRELATION, Math.min(MAX_CORRELATION, estimate));
        }
        return correlations;
    }
}

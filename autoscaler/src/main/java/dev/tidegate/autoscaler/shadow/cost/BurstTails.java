package dev.tidegate.autoscaler.shadow.cost;

/**
 * What policies would turn away in bursts larger than those seen. For each peak that policies go by, the demand over what was
 * ready at a headroom of one is kept as weights in a few bins. Beyond the highest hundredths of it the demand is taken to fall off by
 * a power, whose exponent comes from how far it went beyond (Hill 1975) and, while that was seldom, from what demands usually do.
 * Weights are replica-steps. Not thread-safe.
 */
public final class BurstTails {
    private static final int BINS = 24;
    private static final double LOWEST = 0.95;
    private static final double HIGHEST = 16;
    private static final double BEND = 2.2; // bins are narrow near one, where smooth demands end
    private static final double[] EDGES = edges();
    private static final double[] MIDDLES = middles();

    /** Share of the demand over what was ready that the tail begins with … */
    private static final double SHARE = 0.02;

    /** … or this many steps of it, if that is more. */
    private static final double FEWEST = 5;

    private static final double USUAL = 0.15; // inverse exponent
    private static final double USUAL_WEIGHT = 60; // steps in a tail that it counts as much as
    private static final double LIGHTEST = 0.01;
    private static final double HEAVIEST = 0.7;
    private static final double TOO_LARGE = 1e6; // importance, at which all weights are scaled down
    private static final double ROUNDING = 0.5; // replicas that rounding up adds on average
    private static final double LEAST_READY = 1e-3;

    private final float[] weights; // by peak, BINS of each
    private final float[] total; // what was ready, by peak
    private final double growth; // of a step's importance: later ones weigh more
    private double importance = 1;
    private double steps;

    /** @param memory steps until a step weighs 1/e */
    public BurstTails(int peaks, double memory) {
        weights = new float[peaks * BINS];
        total = new float[peaks];
        growth = Math.exp(1 / memory);
    }

    private static double[] edges() {
        double[] edges = new double[BINS + 1];
        for (int i = 0; i <= BINS; i++) {
            edges[i] = LOWEST * Math.pow(HIGHEST / LOWEST, Math.pow((double) i / BINS, BEND));
        }
        return edges;
    }

    private static double[] middles() {
        double[] middles = new double[BINS];
        for (int i = 0; i < BINS; i++) {
            middles[i] = Math.sqrt(EDGES[i] * EDGES[i + 1]);
        }
        return middles;
    }

    /**
     * Adds a step.
     *
     * @param ready what each peak had ready, before any headroom
     */
    public void add(float[] ready, double served) {
        importance *= growth;
        steps = steps / growth + 1;
        double over = Math.max(0, served - ROUNDING);
        for (int p = 0; p < total.length; p++) {
            double had = Math.max(LEAST_READY, ready[p]);
            float weight = (float) (importance * had);
            total[p] += weight;
            if (over > LOWEST * had) {
                weights[p * BINS + bin(over / had)] += weight;
            }
        }
        if (importance > TOO_LARGE) {
            scaleDown();
        }
    }

    private static int bin(double ratio) {
        int bin = 0;
        while (bin < BINS - 1 && ratio > EDGES[bin + 1]) {
            bin++;
        }
        return bin;
    }

    private void scaleDown() {
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= (float) importance;
        }
        for (int p = 0; p < total.length; p++) {
            total[p] /= (float) importance;
        }
        importance = 1;
    }

    /**
     * Writes what each policy would turn away beside what was seen: below zero where what was seen is more than what is to be
     * expected.
     *
     * @param patience part of what is ready that may wait
     * @param into by policy: every headroom of a peak after those of the peak before
     */
    public void beyond(double[] headrooms, double patience, float[] into) {
        for (int p = 0; p < total.length; p++) {
            Tail tail = tail(p);
            for (int k = 0; k < headrooms.length; k++) {
                double reach = headrooms[k] * (1 + patience);
                double surplus = tail.beyond(reach) - seen(p, tail.first(), reach);
                into[p * headrooms.length + k] = (float) (surplus / importance);
            }
        }
    }

    /** The highest bins that hold the tail's share at the most. */
    private Tail tail(int peak) {
        double most = Math.max(SHARE, FEWEST / steps) * total[peak];
        double weight = 0;
        int first = BINS;
        while (first > 0 && weight + weights[peak * BINS + first - 1] <= most) {
            weight += weights[peak * BINS + --first];
        }
        double logs = 0;
        for (int b = first; b < BINS; b++) {
            logs += weights[peak * BINS + b] * Math.log(MIDDLES[b] / EDGES[first]);
        }
        double aStep = total[peak] / steps;
        double inverse = (logs / aStep + USUAL_WEIGHT * USUAL) / (weight / aStep + USUAL_WEIGHT);
        return new Tail(
                first,
                EDGES[first],
                weight > 0 ? weight : aStep / 2, // what was never seen may come next
                Math.max(LIGHTEST, Math.min(HEAVIEST, inverse)));
    }

    private double seen(int peak, int first, double reach) {
        double seen = 0;
        for (int b = BINS - 1; b >= first && MIDDLES[b] > reach; b--) {
            seen += weights[peak * BINS + b] * (MIDDLES[b] - reach);
        }
        return seen;
    }

    /**
     * A power law above {@code begin}.
     *
     * @param first bin of it
     * @param inverse of its exponent
     */
    private record Tail(int first, double begin, double weight, double inverse) {
        /** Expected demand above {@code reach}: the integral of the share that goes beyond. */
        double beyond(double reach) {
            double mean = inverse / (1 - inverse);
            return reach >= begin
                    ? weight * reach * Math.pow(reach / begin, -1 / inverse) * mean
                    : weight * (begin - reach + begin * mean);
        }
    }
}

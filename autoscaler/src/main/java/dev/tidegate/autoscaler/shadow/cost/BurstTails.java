package dev.tidegate.autoscaler.shadow.cost;

/**
 * Estimates what policies would turn away in bursts larger than any seen. For each peak, the ratio of demand to what was
 * ready at a headroom of one is kept as a weighted histogram. Beyond its highest hundredths the ratio is assumed to
 * follow a power law, whose exponent is estimated from the exceedances (Hill 1975) and, while those are few, from a
 * typical value. Weights are replica-steps. Not thread-safe.
 */
public final class BurstTails {
    private static final int BINS = 24;
    private static final double LOWEST = 0.95;
    private static final double HIGHEST = 16;
    private static final double BEND = 2.2; // bins are narrower near one, where smooth demands end
    private static final double[] EDGES = edges();
    private static final double[] MIDDLES = middles();

    /** Share of the weight that the tail holds … */
    private static final double TAIL_SHARE = 0.02;

    /** … or this many steps, if that is more. */
    private static final double MIN_TAIL_STEPS = 5;

    private static final double PRIOR_INVERSE = 0.15; // typical inverse exponent
    private static final double PRIOR_WEIGHT = 60; // prior weight, in steps of the tail
    private static final double MIN_INVERSE = 0.01;
    private static final double MAX_INVERSE = 0.7;
    // Importance at which all weights are rescaled.
    private static final double MAX_IMPORTANCE = 1e6;
    private static final double ROUNDING = 0.5; // mean number of replicas that rounding up adds
    private static final double MIN_READY = 1e-3;

    private final float[] weights; // histogram by peak, BINS each
    private final float[] total; // what was ready, by peak
    private final double growth; // of the importance of a step: later ones weigh more
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
     * @param ready what was ready for each peak, before any headroom
     */
    public void add(float[] ready, double served) {
        importance *= growth;
        steps = steps / growth + 1;
        double excess = Math.max(0, served - ROUNDING);
        for (int p = 0; p < total.length; p++) {
            double capacity = Math.max(MIN_READY, ready[p]);
            float weight = (float) (importance * capacity);
            total[p] += weight;
            if (excess > LOWEST * capacity) {
                weights[p * BINS + bin(excess / capacity)] += weight;
            }
        }
        if (importance > MAX_IMPORTANCE) {
            rescale();
        }
    }

    private static int bin(double ratio) {
        int bin = 0;
        while (bin < BINS - 1 && ratio > EDGES[bin + 1]) {
            bin++;
        }
        return bin;
    }

    private void rescale() {
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= (float) importance;
        }
        for (int p = 0; p < total.length; p++) {
            total[p] /= (float) importance;
        }
        importance = 1;
    }

    /**
     * Writes what each policy is expected to turn away besides what it did; negative where it turned away more than
     * expected.
     *
     * @param patience longest wait, in steps
     * @param into by policy: all headrooms of a peak, peak by peak
     */
    public void expectedExtra(double[] headrooms, double patience, float[] into) {
        for (int p = 0; p < total.length; p++) {
            Tail tail = tail(p);
            for (int k = 0; k < headrooms.length; k++) {
                double capacity = headrooms[k] * (1 + patience);
                double extra = tail.expectedAbove(capacity) - seenAbove(p, tail.first(), capacity);
                into[p * headrooms.length + k] = (float) (extra / importance);
            }
        }
    }

    /** The tail: the highest bins that together hold at most its share. */
    private Tail tail(int peak) {
        double limit = Math.max(TAIL_SHARE, MIN_TAIL_STEPS / steps) * total[peak];
        double weight = 0;
        int first = BINS;
        while (first > 0 && weight + weights[peak * BINS + first - 1] <= limit) {
            weight += weights[peak * BINS + --first];
        }
        double logs = 0;
        for (int b = first; b < BINS; b++) {
            logs += weights[peak * BINS + b] * Math.log(MIDDLES[b] / EDGES[first]);
        }
        double meanWeight = total[peak] / steps;
        double inverse =
                (logs / meanWeight + PRIOR_WEIGHT * PRIOR_INVERSE)
                        / (weight / meanWeight + PRIOR_WEIGHT);
        return new Tail(
                first,
                EDGES[first],
                weight > 0 ? weight : meanWeight / 2, // an event never seen may come next
                Math.max(MIN_INVERSE, Math.min(MAX_INVERSE, inverse)));
    }

    private double seenAbove(int peak, int first, double capacity) {
        double sum = 0;
        for (int b = BINS - 1; b >= first && MIDDLES[b] > capacity; b--) {
            sum += weights[peak * BINS + b] * (MIDDLES[b] - capacity);
        }
        return sum;
    }

    /**
     * A power law above {@code begin}.
     *
     * @param first its first bin
     * @param inverse one over its exponent
     */
    private record Tail(int first, double begin, double weight, double inverse) {
        /** Expected demand above {@code capacity}: the integral of the tail. */
        double expectedAbove(double capacity) {
            double mean = inverse / (1 - inverse);
            return capacity >= begin
                    ? weight * capacity * Math.pow(capacity / begin, -1 / inverse) * mean
                    : weight * (begin - capacity + begin * mean);
        }
    }
}

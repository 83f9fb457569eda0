package dev.tidegate.autoscaler.shadow.cost;

import dev.tidegate.autoscaler.capacity.Disruptions;
import java.util.Arrays;

/**
 * Estimates what policies would turn away while replicas are lost. From the first loss on, the ratio of demand to what
 * was ready at a headroom of one is kept as a weighted histogram for each peak. A policy is charged for every share of a
 * fleet that is lost, with its frequency, at every such demand, so that one loss at night is evidence for noon. Weights
 * are replica-steps. Not thread-safe.
 */
public final class Losses {
    private static final int BINS = 32;
    private static final double LOWEST = 0.45; // up to half of a fleet may be lost
    private static final double RATIO = 1.075; // between the edges of a bin
    private static final double[] MIDDLES = middles();
    private static final double MIN_READY = 1e-3;

    private final Disruptions disruptions;
    private final double patience;
    private final double decay;
    private float[] weights = {}; // histogram by peak, BINS each
    private double steps; // steps in the histograms, fading

    /**
     * @param patience longest wait in steps, used up once until the lost replicas are replaced
     * @param lag      steps until then
     * @param memory   steps until a step weighs 1/e
     */
    public Losses(Disruptions disruptions, double patience, int lag, double memory) {
        this.disruptions = disruptions;
        this.patience = patience / (lag + 1);
        decay = Math.exp(-1 / memory);
    }

    private static double[] middles() {
        double[] middles = new double[BINS];
        for (int i = 0; i < BINS; i++) {
            middles[i] = LOWEST * Math.pow(RATIO, i + 0.5);
        }
        return middles;
    }

    /** Whether any loss was seen. */
    public boolean hasLosses() {
        return steps > 0;
    }

    /**
     * Adds a step.
     *
     * @param ready what was ready for each peak, before any headroom
     */
    public void add(float[] ready, double served) {
        if (!disruptions.hasLosses()) {
            return;
        }
        if (weights.length == 0) {
            weights = new float[ready.length * BINS];
        }
        steps = steps * decay + 1;
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= (float) decay;
        }
        for (int p = 0; p < ready.length; p++) {
            double capacity = Math.max(MIN_READY, ready[p]);
            double bin = Math.log(served / capacity / LOWEST) / Math.log(RATIO);
            if (bin >= 0) {
                weights[p * BINS + (int) Math.min(BINS - 1, bin)] += (float) capacity;
            }
        }
    }

    /**
     * Writes what each policy would turn away.
     *
     * @param time number of steps to scale the result to
     * @param into by policy: all headrooms of a peak, peak by peak
     */
    public void expected(double[] headrooms, double time, float[] into) {
        Arrays.fill(into, 0);
        for (int bucket = 0; bucket < Disruptions.BUCKETS && hasLosses(); bucket++) {
            double frequency = disruptions.frequency(bucket) * time / steps;
            if (frequency > 0) {
                add(headrooms, 1 - Disruptions.lostShare(bucket), frequency, into);
            }
        }
    }

    private void add(double[] headrooms, double remainingShare, double frequency, float[] into) {
        for (int i = 0; i < into.length; i++) {
            double capacity = headrooms[i % headrooms.length] * (1 + patience) * remainingShare;
            into[i] += (float) (frequency * excess(i / headrooms.length, capacity));
        }
    }

    private double excess(int peak, double capacity) {
        double sum = 0;
        for (int b = BINS - 1; b >= 0 && MIDDLES[b] > capacity; b--) {
            sum += weights[peak * BINS + b] * (MIDDLES[b] - capacity);
        }
        return sum;
    }
}

package dev.tidegate.autoscaler.shadow.cost;

import dev.tidegate.autoscaler.capacity.Disruptions;
import java.util.Arrays;

/**
 * What policies would turn away while replicas are lost. From the first loss on, the demand over what was ready at a headroom of
 * one is kept as weights in bins for each peak that policies go by; a policy is charged for every part of a fleet that is lost, as
 * often as it is, at every such demand, so that one loss at night is evidence for noon. Weights are replica-steps. Not
 * thread-safe.
 */
public final class Losses {
    private static final int BINS = 32;
    private static final double LOWEST = 0.45; // half of a fleet may be lost
    private static final double RATIO = 1.075; // of a bin's edges
    private static final double[] MIDDLES = middles();
    private static final double LEAST_READY = 1e-3;

    private final Disruptions disruptions;
    private final double patience;
    private final double fade;
    private float[] weights = {}; // by peak, BINS of each
    private double steps; // that these are of

    /**
     * @param patience part of what is ready that may wait, in all steps until what was lost is replaced
     * @param lag      steps until then
     * @param memory   steps until a step weighs 1/e
     */
    public Losses(Disruptions disruptions, double patience, int lag, double memory) {
        this.disruptions = disruptions;
        this.patience = patience / (lag + 1);
        fade = Math.exp(-1 / memory);
    }

    private static double[] middles() {
        double[] middles = new double[BINS];
        for (int i = 0; i < BINS; i++) {
            middles[i] = LOWEST * Math.pow(RATIO, i + 0.5);
        }
        return middles;
    }

    /** Whether there is anything to charge. */
    public boolean any() {
        return steps > 0;
    }

    /**
     * Adds a step.
     *
     * @param ready what each peak had ready, before any headroom
     */
    public void add(float[] ready, double served) {
        if (!disruptions.any()) {
            return;
        }
        if (weights.length == 0) {
            weights = new float[ready.length * BINS];
        }
        steps = steps * fade + 1;
        for (int i = 0; i < weights.length; i++) {
            weights[i] *= (float) fade;
        }
        for (int p = 0; p < ready.length; p++) {
            double had = Math.max(LEAST_READY, ready[p]);
            double bin = Math.log(served / had / LOWEST) / Math.log(RATIO);
            if (bin >= 0) {
                weights[p * BINS + (int) Math.min(BINS - 1, bin)] += (float) had;
            }
        }
    }

    /**
     * Writes what each policy would turn away.
     *
     * @param time steps that it is wanted for
     * @param into by policy: every headroom of a peak after those of the peak before
     */
    public void expected(double[] headrooms, double time, float[] into) {
        Arrays.fill(into, 0);
        for (int part = 0; part < Disruptions.PARTS && any(); part++) {
            double often = disruptions.often(part) * time / steps;
            if (often > 0) {
                add(headrooms, 1 - Disruptions.lost(part), often, into);
            }
        }
    }

    private void add(double[] headrooms, double left, double often, float[] into) {
        for (int i = 0; i < into.length; i++) {
            double reach = headrooms[i % headrooms.length] * (1 + patience) * left;
            into[i] += (float) (often * over(i / headrooms.length, reach));
        }
    }

    private double over(int peak, double reach) {
        double over = 0;
        for (int b = BINS - 1; b >= 0 && MIDDLES[b] > reach; b--) {
            over += weights[peak * BINS + b] * (MIDDLES[b] - reach);
        }
        return over;
    }
}

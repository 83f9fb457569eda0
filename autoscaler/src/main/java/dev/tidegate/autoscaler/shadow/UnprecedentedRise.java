package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.signal.TrailingPeak;

/**
 * Handles rises of demand larger than nearly all before. The scores say nothing about such a rise, since no policy has
 * met one: the rise is extrapolated over a launch time. A rise is the demand relative to the largest demand known when a
 * launch for this step had to be ordered. More demand never calls for less. Not thread-safe.
 */
final class UnprecedentedRise {
    /** Smaller rises are ordinary, however calm the past was. */
    private static final double MIN_RISE = 1.05;

    /** Largest order, relative to the newest demand: a rise does not go on for ever. */
    private static final double MAX_FACTOR = 3;

    private static final int BINS = 256;
    private static final double BINS_PER_E_FOLD = 100;

    private final int lag;
    private final double rare;
    private final double minSteps; // steps before a rise can be rare
    private final float[] histogram = new float[BINS]; // histogram of rises, by logarithm
    private final TrailingPeak knownPeak;
    private final TrailingPeak calledPeak;
    private double steps;
    private double last;
    private boolean afterGap = true;

    /**
     * @param lag    steps from an order until it serves
     * @param rare   a rise is rare if at most this share of all steps rose as much; the busy share of the objective
     * @param stepsPerDay number of steps in a day; no rise is rare before
     */
    UnprecedentedRise(int lag, double rare, double stepsPerDay) {
        this.lag = lag;
        this.rare = rare;
        this.minSteps = stepsPerDay;
        knownPeak = new TrailingPeak(lag + 1);
        calledPeak = new TrailingPeak(lag + 1);
    }

    /**
     * Adds the demand of a step.
     *
     * @return what the rare rises of the last lead time call for; zero if there was none
     */
    double add(double demand) {
        double calledFor = of(demand);
        histogram[bin(rise(demand))]++;
        steps++;
        knownPeak.add(demand);
        last = demand;
        afterGap = false;
        return calledPeak.add(calledFor);
    }

    /** What {@code demand} would call for as that of the next step; zero if it is no rare rise. Changes nothing. */
    double of(double demand) {
        double rise = rise(demand);
        if (steps <= minSteps || rise < MIN_RISE || countFrom(bin(rise)) > rare * steps) {
            return 0;
        }
        double slope = afterGap ? 0 : Math.max(0, demand - last);
        return Math.min(MAX_FACTOR * demand, demand + (lag + 1) * slope);
    }

    private double rise(double demand) {
        return knownPeak.peak() > 0 ? demand / knownPeak.peak() : 1;
    }

    /** Adds a step without demand: nothing is learned, and what was called for expires. */
    double addMissing() {
        afterGap = true; // the slope across a gap is unknown
        return calledPeak.add(0);
    }

    private static int bin(double rise) {
        return (int) Math.max(0, Math.min(BINS - 1, Math.log(rise) * BINS_PER_E_FOLD));
    }

    private double countFrom(int bin) {
        double sum = 0;
        for (int i = bin; i < BINS; i++) {
            sum += histogram[i];
        }
        return sum;
    }
}

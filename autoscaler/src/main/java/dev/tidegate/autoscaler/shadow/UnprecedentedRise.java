package dev.tidegate.autoscaler.shadow;

import dev.tidegate.autoscaler.shadow.signal.TrailingPeak;

/**
 * What a rise calls for that is larger than nearly all before it. The scores say nothing about such a rise, for no policy has met
 * one: it is followed itself, over the time a launch takes. Rises are demand over the largest that was known when a launch
 * for this step had to be ordered. A larger demand never calls for less. Not thread-safe.
 */
final class UnprecedentedRise {
    /** Rises below this share are in the day's run, however calm the past was. */
    private static final double SMALLEST = 1.05;

    /** The most that is ordered, in the newest demand: a rise does not go on for ever. */
    private static final double MOST = 3;

    private static final int GRAINS = 256;
    private static final double GRAINS_AN_E_FOLD = 100;

    private final int lag;
    private final double rare;
    private final double enough; // steps before anything can be called rare
    private final float[] seen = new float[GRAINS]; // rises by their logarithm
    private final TrailingPeak known;
    private final TrailingPeak called;
    private double steps;
    private double last;
    private boolean afterGap = true;

    /**
     * @param lag    steps from an order to what it serves
     * @param rare   share of all steps that may rise as much; the objective's share of busy answers
     * @param aDay   steps before which nothing is called a surprise
     */
    UnprecedentedRise(int lag, double rare, double aDay) {
        this.lag = lag;
        this.rare = rare;
        this.enough = aDay;
        known = new TrailingPeak(lag + 1);
        called = new TrailingPeak(lag + 1);
    }

    /** Takes in a step's demand; returns what the surprises of the last lead time call for, zero if there was none. */
    double add(double demand) {
        double calledFor = of(demand);
        seen[grain(rise(demand))]++;
        steps++;
        known.add(demand);
        last = demand;
        afterGap = false;
        return called.add(calledFor);
    }

    /** What such a demand would call for as the next step's; zero if it is no surprise. Changes nothing. */
    double of(double demand) {
        double rise = rise(demand);
        if (steps <= enough || rise < SMALLEST || above(grain(rise)) > rare * steps) {
            return 0;
        }
        double slope = afterGap ? 0 : Math.max(0, demand - last);
        return Math.min(MOST * demand, demand + (lag + 1) * slope);
    }

    private double rise(double demand) {
        return known.peak() > 0 ? demand / known.peak() : 1;
    }

    /** A step without a demand: nothing is learned, and what was called for runs out. */
    double addUnseen() {
        afterGap = true; // a rise over a gap has no known pace
        return called.add(0);
    }

    private static int grain(double rise) {
        return (int) Math.max(0, Math.min(GRAINS - 1, Math.log(rise) * GRAINS_AN_E_FOLD));
    }

    private double above(int grain) {
        double sum = 0;
        for (int i = grain; i < GRAINS; i++) {
            sum += seen[i];
        }
        return sum;
    }
}

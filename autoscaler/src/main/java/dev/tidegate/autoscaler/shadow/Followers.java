package dev.tidegate.autoscaler.shadow;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Those who follow the policies at a price each, and which of them to go by. What turning work away is taken to cost decides how
 * much room the followed policies keep; which price is right for a demand shows in how following at it turned out: each follower
 * has a fleet of its own, and is scored by what had been decided before the demand came. Not thread-safe.
 */
final class Followers {
    private static final double[] PRICES = {30, 60, 120, 240, 480}; // at the usual objective
    private static final double USUAL = 0.001;
    private static final double DOUBT =
            0.5; // of that in the policies' scores: these were not chosen by them
    private static final double LOG_2 = Math.log(2);
    private static final double JUDGE =
            150; // what turning work away is worth when followers are compared
    private static final double MOST = 3200;

    /** What each octave from the usual price is taken to cost until evidence says what it does … */
    private static final double STRANGE = 0.03;

    /** … which it has for its half after so many days. */
    private static final double HALF_KNOWN = 7;

    private static final double USUAL_PRICE = 120;

    private final double[] prices;
    private final double[] octaves; // from the usual price
    private final double judge;
    private final double halfKnown; // steps
    private final Fleets fleets;
    private final Scores outcomes;
    private final Vote[] votes;
    private final Vote among = new Vote();
    private final Orders orders;
    private final Step step;
    private final float[] wants;
    private final float[] ready;

    /**
     * @param busy  share that may be turned away: half of it makes turning away worth twice
     * @param given the price, if it is known; then there is one follower
     * @param aDay  steps
     */
    Followers(
            double busy,
            OptionalDouble given,
            int lag,
            double patience,
            double memory,
            double aDay) {
        double dear = busy == 0 ? MOST : USUAL / busy;
        int count = given.isPresent() ? 1 : PRICES.length;
        prices = new double[count];
        octaves = new double[count];
        halfKnown = HALF_KNOWN * aDay;
        votes = new Vote[count];
        for (int i = 0; i < count; i++) {
            prices[i] = Math.min(MOST, given.orElse(PRICES[i] * dear));
            octaves[i] = count == 1 ? 0 : Math.abs(Math.log(PRICES[i] / USUAL_PRICE) / LOG_2);
            votes[i] = new Vote();
        }
        judge = Math.min(MOST, given.orElse(JUDGE * dear));
        fleets = new Fleets(count, patience);
        orders = new Orders(count, lag);
        step = new Step(count);
        ready = new float[count];
        outcomes = new Scores(count, memory, DOUBT);
        wants = new float[count];
    }

    /** All of them want the same from now on: there is too little to go by. */
    void want(short same) {
        Arrays.fill(wants, same);
    }

    /** What each makes of what the policies want, and what they want together. */
    short follow(Scores policies, Step of) {
        for (int i = 0; i < prices.length; i++) {
            policies.costs(prices[i], of.costs);
            step.wants[i] = votes[i].average(of.costs, of.wants);
        }
        double unknown = STRANGE * halfKnown / (halfKnown + outcomes.steps());
        for (int i = 0; i < prices.length; i++) {
            step.costs[i] = outcomes.cost(i, judge) * (1 + unknown * octaves[i]);
        }
        return among.average(step.costs, step.wants);
    }

    /** Serves a step with what was wanted before it, and takes over what is wanted now. */
    void advance(double served, double expected) {
        orders.add(wants);
        orders.ready(ready);
        for (int i = 0; i < wants.length; i++) {
            step.wanted[i] = (short) wants[i];
            step.ready[i] = (short) ready[i];
        }
        fleets.serve(step, served);
        outcomes.add(fleets, step, served, expected);
        for (int i = 0; i < wants.length; i++) {
            wants[i] = step.wants[i];
        }
    }

    /** The price that is gone by, the one that turned out best. */
    double price() {
        return prices[among.best()];
    }

    /** How the follower that is gone by voted last. */
    Vote vote() {
        return votes[among.best()];
    }
}

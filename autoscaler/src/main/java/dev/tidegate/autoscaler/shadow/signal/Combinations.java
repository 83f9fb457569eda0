package dev.tidegate.autoscaler.shadow.signal;

import java.util.List;

/**
 * Averages of several signals, each at several headrooms, that are as cheap as they can be at a price of turning work away: what
 * was wanted, plus the price times the demand over what of it was ready. The weights are learned from the demand so far (stacking,
 * Wolpert 1992) by ML-Poly on the slope of that cost (Gaillard, Stoltz, van Erven 2014, theorem 5; regret within
 * O(sqrt(T log log T)) of the best fixed average; older steps weigh less here). They are those from before the newest
 * demand, and none is below zero: an average rises with every signal. No garbage; not thread-safe.
 */
final class Combinations {
    private static final double[] HEADROOMS = {0.8, 1, 1.25, 1.6};
    private static final double MOST = 1e6; // replicas; more of a signal is not told apart
    private static final double LEAST_DEMAND = 1e-3; // replicas, in the mean
    private static final double LEAST_ENERGY =
            0.01; // the theorem's one, of costs that are seldom above a tenth

    private final int[] of; // places of the signals
    private final int[] into; // places of the averages
    private final double[] prices;
    private final double fade;
    private final float[][] known; // signals by step, a ring: all from what serves now to the last
    private final double[][] wanted; // by price, in those steps
    private final float[] regrets; // by price, signal and headroom, in mean demands
    private final float[] energies; // sums of their squares, which set each one's pace
    private double demand;
    private double weight;
    private int steps;

    /**
     * @param kept signals; those that are combinations are worked out from the others
     * @param lag steps from an order to what it serves
     * @param memory steps until a step weighs 1/e
     */
    Combinations(List<Signal> kept, int lag, double memory) {
        of = places(kept, false);
        into = places(kept, true);
        prices = kept.stream().filter(Signal::combined).mapToDouble(Signal::price).toArray();
        fade = Math.exp(-1 / memory);
        known = new float[lag + 1][of.length];
        wanted = new double[prices.length][lag + 1];
        regrets = new float[prices.length * of.length * HEADROOMS.length];
        energies = new float[regrets.length];
    }

    @SuppressWarnings("EnumOrdinal") // values stand in the order of declaration
    private static int[] places(List<Signal> kept, boolean combined) {
        return kept.stream()
                .filter(signal -> signal.combined() == combined)
                .mapToInt(Signal::ordinal)
                .toArray();
    }

    /**
     * Works out the averages of the newest signals, then learns from the demand.
     *
     * @param values of all signals; the averages are written among them
     * @param served demand of the newest step
     */
    void add(double[] values, double served) {
        for (int price = 0; price < prices.length; price++) {
            values[into[price]] = average(price, values);
        }
        if (steps >= known.length) {
            learn(served);
        }
        int place = steps++ % known.length;
        for (int i = 0; i < of.length; i++) {
            known[place][i] = (float) Math.min(MOST, values[of[i]]);
        }
        for (int price = 0; price < prices.length; price++) {
            wanted[price][place] = Math.min(MOST, values[into[price]]);
        }
    }

    private double average(int price, double[] values) {
        double sum = 0;
        double shares = 0;
        double evenly = 0;
        int at = price * of.length * HEADROOMS.length;
        for (int signal : of) {
            for (double headroom : HEADROOMS) {
                double value = headroom * values[signal];
                double share = regrets[at] > 0 ? regrets[at] / (LEAST_ENERGY + energies[at]) : 0;
                sum += share * value;
                shares += share;
                evenly += value;
                at++;
            }
        }
        return shares > 0 ? sum / shares : evenly / (of.length * HEADROOMS.length);
    }

    private void learn(double served) {
        demand = demand * fade + Math.min(MOST, served);
        weight = weight * fade + 1;
        double mean = Math.max(LEAST_DEMAND, demand / weight);
        for (int price = 0; price < prices.length; price++) {
            learn(price, served, mean);
        }
    }

    private void learn(int price, double served, double mean) {
        double[] orders = wanted[price];
        int ready = least(orders);
        int last = (steps - 1) % orders.length;
        double missed = served > orders[ready] ? prices[price] : 0;
        double cost = orders[last] - missed * orders[ready];
        int at = price * of.length * HEADROOMS.length;
        for (int i = 0; i < of.length; i++) {
            double its = known[last][i] - missed * known[ready][i];
            for (double headroom : HEADROOMS) {
                double regret = (cost - headroom * its) / mean;
                regrets[at] = (float) (regrets[at] * fade + regret);
                energies[at] = (float) (energies[at] * fade + regret * regret);
                at++;
            }
        }
    }

    /** Where the least was wanted: that is what is ready. */
    private static int least(double[] orders) {
        int least = 0;
        for (int i = 1; i < orders.length; i++) {
            least = orders[i] < orders[least] ? i : least;
        }
        return least;
    }
}

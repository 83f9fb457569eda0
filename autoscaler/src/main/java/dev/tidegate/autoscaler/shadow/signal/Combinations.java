package dev.tidegate.autoscaler.shadow.signal;

import java.util.List;

/**
 * Weighted averages of the signals, each at several headrooms, that are learned to be cheapest at a price of turning
 * work away; the cost is what was wanted plus the price times the demand above what was ready. Weights are learned from
 * the demand so far (stacking, Wolpert 1992) by ML-Poly on the gradient of that cost (Gaillard, Stoltz, van Erven 2014,
 * theorem 5; regret within O(sqrt(T log log T)) of the best fixed average; older steps weigh less here). They do not
 * include the newest demand and are never negative, so an average rises with every signal. Allocates nothing; not
 * thread-safe.
 */
final class Combinations {
    private static final double[] HEADROOMS = {0.8, 1, 1.25, 1.6};
    private static final double MAX_REPLICAS = 1e6; // replicas; larger signals count as this
    private static final double MIN_DEMAND = 1e-3; // replicas; lower bound of the mean
    // The theorem's constant one, for costs seldom above a tenth.
    private static final double MIN_ENERGY = 0.01;

    private final int[] inputs; // indices of the input signals
    private final int[] outputs; // indices of the averages
    private final double[] prices;
    private final double decay;
    // Ring of input signals by step, back to the orders that are ready now.
    private final float[][] inputRing;
    private final double[][] wanted; // averages by price, in the same steps
    private final float[] regrets; // by price, signal and headroom, in units of the mean demand
    private final float[] energies; // sums of their squares, which set the learning rates
    private double demand;
    private double weight;
    private int steps;

    /**
     * @param signals those in use; combinations are computed from the others
     * @param lag steps from an order until it serves
     * @param memory steps until a step weighs 1/e
     */
    Combinations(List<Signal> signals, int lag, double memory) {
        inputs = indices(signals, false);
        outputs = indices(signals, true);
        prices =
                signals.stream().filter(Signal::isCombination).mapToDouble(Signal::price).toArray();
        decay = Math.exp(-1 / memory);
        inputRing = new float[lag + 1][inputs.length];
        wanted = new double[prices.length][lag + 1];
        regrets = new float[prices.length * inputs.length * HEADROOMS.length];
        energies = new float[regrets.length];
    }

    @SuppressWarnings("EnumOrdinal") // values are in the order of declaration
    private static int[] indices(List<Signal> signals, boolean combined) {
        return signals.stream()
                .filter(signal -> signal.isCombination() == combined)
                .mapToInt(Signal::ordinal)
                .toArray();
    }

    /**
     * Computes the averages of the newest signals, then learns from the demand.
     *
     * @param values of all signals; the averages are written into it
     * @param served demand of the newest step
     */
    void add(double[] values, double served) {
        for (int price = 0; price < prices.length; price++) {
            values[outputs[price]] = average(price, values);
        }
        if (steps >= inputRing.length) {
            learn(served);
        }
        int slot = steps++ % inputRing.length;
        for (int i = 0; i < inputs.length; i++) {
            inputRing[slot][i] = (float) Math.min(MAX_REPLICAS, values[inputs[i]]);
        }
        for (int price = 0; price < prices.length; price++) {
            wanted[price][slot] = Math.min(MAX_REPLICAS, values[outputs[price]]);
        }
    }

    private double average(int price, double[] values) {
        double sum = 0;
        double shares = 0;
        double plainSum = 0;
        int at = price * inputs.length * HEADROOMS.length;
        for (int signal : inputs) {
            for (double headroom : HEADROOMS) {
                double value = headroom * values[signal];
                double share = regrets[at] > 0 ? regrets[at] / (MIN_ENERGY + energies[at]) : 0;
                sum += share * value;
                shares += share;
                plainSum += value;
                at++;
            }
        }
        return shares > 0 ? sum / shares : plainSum / (inputs.length * HEADROOMS.length);
    }

    private void learn(double served) {
        demand = demand * decay + Math.min(MAX_REPLICAS, served);
        weight = weight * decay + 1;
        double mean = Math.max(MIN_DEMAND, demand / weight);
        for (int price = 0; price < prices.length; price++) {
            learn(price, served, mean);
        }
    }

    private void learn(int price, double served, double mean) {
        double[] averages = wanted[price];
        int ready = minimum(averages);
        int last = (steps - 1) % averages.length;
        double marginalPrice = served > averages[ready] ? prices[price] : 0;
        double cost = averages[last] - marginalPrice * averages[ready];
        int at = price * inputs.length * HEADROOMS.length;
        for (int i = 0; i < inputs.length; i++) {
            double signalCost = inputRing[last][i] - marginalPrice * inputRing[ready][i];
            for (double headroom : HEADROOMS) {
                double regret = (cost - headroom * signalCost) / mean;
                regrets[at] = (float) (regrets[at] * decay + regret);
                energies[at] = (float) (energies[at] * decay + regret * regret);
                at++;
            }
        }
    }

    /** Index of the minimum: what was wanted there is what is ready. */
    private static int minimum(double[] averages) {
        int minimum = 0;
        for (int i = 1; i < averages.length; i++) {
            minimum = averages[i] < averages[minimum] ? i : minimum;
        }
        return minimum;
    }
}

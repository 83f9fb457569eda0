package dev.tidegate.forecaster.select;

/**
 * The weights of experts at one horizon, from their recent losses. With many outcomes most of the weight follows the regret of not having followed an expert: ML-Poly with the gradient trick (Gaillard, Stoltz, van Erven 2014, theorem 5;
 * regret within O(sqrt(T log log T)) of the best fixed combination). The rest follows inverse powers of recent losses
 * (Bates, Granger 1969), where each expert starts with a prior as good as the best expert's record, so that a few
 * outcomes separate nobody and an expert that wakes late has weight at once. All sums decay, so that old merits do not
 * rule. The record of a sleeping expert stays as it is.
 */
final class ExpertWeights {
    // Largest share of the weights that follows regret.
    private static final double MAX_REGRET_SHARE = 0.6;
    // Outcomes after which half of that share does.
    private static final double HALF_SHARE_OUTCOMES = 30;
    private static final double PRIOR_OUTCOMES = 100; // per expert
    private static final double MIN_ENERGY = 0.1; // times the squared mean loss
    private static final double MIN_LOSS = 1e-12;

    private final double decay;
    private final double[] regret;
    private final double[] energy; // sum of squared regrets, which sets each expert's learning rate
    private final double[] loss;
    private final double[] outcomes;
    private final double[] weights;
    private double combinedLoss;
    private double combinedOutcomes;
    private int weighedAwake; // awake experts the weights are for; 0 when out of date

    ExpertWeights(int experts, double decay) {
        this.decay = decay;
        regret = new double[experts];
        energy = new double[experts];
        loss = new double[experts];
        outcomes = new double[experts];
        weights = new double[experts];
    }

    /**
     * Updates the records with one outcome; all numbers are in units of how much a miss counts at its time.
     *
     * @param slope derivative of the quantile loss at the combined forecast
     * @param error of the combined forecast
     * @param errors of the experts; only those of {@code awake} experts count
     */
    void learn(double slope, double error, double[] errors, boolean[] awake) {
        for (int k = 0; k < regret.length; k++) {
            if (awake[k]) {
                double instant = slope * (errors[k] - error);
                regret[k] = decay * regret[k] + instant;
                energy[k] = decay * energy[k] + instant * instant;
                loss[k] = decay * loss[k] + Math.abs(errors[k]);
                outcomes[k] = decay * outcomes[k] + 1;
            }
        }
        combinedLoss = decay * combinedLoss + Math.abs(slope * error);
        combinedOutcomes = decay * combinedOutcomes + 1;
        weighedAwake = 0;
    }

    /** The weights of the awake experts, which sum to one. Experts never fall asleep again. */
    double[] among(boolean[] awake) {
        int awakeCount = 0;
        for (boolean each : awake) {
            awakeCount += each ? 1 : 0;
        }
        if (awakeCount != weighedAwake) {
            computeWeights(awake);
            weighedAwake = awakeCount;
        }
        return weights;
    }

    private void computeWeights(boolean[] awake) {
        double minLoss = minLoss(awake);
        double mostOutcomes = 0;
        // Replaces the theorem's constant one: without it an expert that woke in quiet hours would
        // get all the weight.
        double meanLoss = combinedLoss / Math.max(1, combinedOutcomes);
        double minEnergy = MIN_ENERGY * meanLoss * meanLoss;
        double[] byLoss = new double[weights.length];
        for (int k = 0; k < weights.length; k++) {
            boolean hasRegret = awake[k] && regret[k] > 0 && energy[k] > 0;
            weights[k] = hasRegret ? regret[k] / (minEnergy + energy[k]) : 0;
            double inverse =
                    minLoss * (outcomes[k] + PRIOR_OUTCOMES) / (loss[k] + PRIOR_OUTCOMES * minLoss);
            byLoss[k] = awake[k] ? eighthPower(inverse) : 0;
            mostOutcomes = Math.max(mostOutcomes, awake[k] ? outcomes[k] : 0);
        }
        normalize(byLoss);
        double regretShare =
                normalize(weights)
                        ? MAX_REGRET_SHARE * mostOutcomes / (mostOutcomes + HALF_SHARE_OUTCOMES)
                        : 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = byLoss[k] + regretShare * (weights[k] - byLoss[k]);
        }
    }

    /** Smallest mean loss among the awake experts that have been scored; 1 if none has. */
    private double minLoss(boolean[] awake) {
        double minLoss = Double.POSITIVE_INFINITY;
        for (int k = 0; k < loss.length; k++) {
            if (awake[k] && outcomes[k] >= 1) {
                minLoss = Math.min(minLoss, loss[k] / outcomes[k]);
            }
        }
        return Double.isFinite(minLoss) ? Math.max(MIN_LOSS, minLoss) : 1;
    }

    private static double eighthPower(double x) {
        double square = x * x;
        double fourth = square * square;
        return fourth * fourth;
    }

    /**
     * Scales {@code weights} to sum to one.
     *
     * @return false if their sum is not positive and finite, and they were left alone
     */
    private static boolean normalize(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        if (!(sum > 0) || !Double.isFinite(sum)) {
            return false;
        }
        double factor = 1 / sum;
        for (int k = 0; k < weights.length; k++) {
            weights[k] *= factor;
        }
        return true;
    }
}

package dev.tidegate.forecaster.select;

/**
 * Weights of experts by how they did lately, at one horizon. With many outcomes most of the weight follows the regret of
 * not having followed an expert: ML-Poly with the gradient trick (Gaillard, Stoltz, van Erven 2014, theorem 5; regret within
 * O(sqrt(T log log T)) of the best fixed combination). The rest goes by inverse powers of recent losses
 * (Bates, Granger 1969), where each expert starts with a record as good as the best one's, so that few outcomes tell
 * nobody apart and who wakes late is heard at once. All fade, so that what was best long ago does not rule. An
 * expert may sleep: its record then rests.
 */
final class ExpertWeights {
    private static final double BY_REGRET = 0.6; // most of the weight that follows regrets
    private static final double FEW = 30; // outcomes after which half of that does
    private static final double GRANTED = 100; // outcomes that each expert starts with
    private static final double LEAST_ENERGY = 0.1; // of a usual loss, squared
    private static final double SMALLEST_LOSS = 1e-12;

    private final double fading;
    private final double[] regret;
    private final double[] energy; // sum of squared regrets, which sets each expert's own pace
    private final double[] loss;
    private final double[] outcomes;
    private final double[] weights;
    private double lost; // by the combination
    private double seen; // outcomes of it
    private int amongAwake; // of how many the weights stand; 0 when they are out of date

    ExpertWeights(int experts, double fading) {
        this.fading = fading;
        regret = new double[experts];
        energy = new double[experts];
        loss = new double[experts];
        outcomes = new double[experts];
        weights = new double[experts];
    }

    /**
     * Takes in one outcome, all numbers in units of how much a miss counts at its time.
     *
     * @param slope how the quantile loss grows with the forecast, at the combined forecast
     * @param error of the combined forecast
     * @param errors of the experts, of which those count that are {@code awake}
     */
    void learn(double slope, double error, double[] errors, boolean[] awake) {
        for (int k = 0; k < regret.length; k++) {
            if (awake[k]) {
                double instant = slope * (errors[k] - error);
                regret[k] = fading * regret[k] + instant;
                energy[k] = fading * energy[k] + instant * instant;
                loss[k] = fading * loss[k] + Math.abs(errors[k]);
                outcomes[k] = fading * outcomes[k] + 1;
            }
        }
        lost = fading * lost + Math.abs(slope * error);
        seen = fading * seen + 1;
        amongAwake = 0;
    }

    /** The weights among those awake, of whom there are never fewer than before; they sum to one. */
    double[] among(boolean[] awake) {
        int nowAwake = 0;
        for (boolean each : awake) {
            nowAwake += each ? 1 : 0;
        }
        if (nowAwake != amongAwake) {
            weigh(awake);
            amongAwake = nowAwake;
        }
        return weights;
    }

    private void weigh(boolean[] awake) {
        double least = leastLoss(awake);
        double longest = 0;
        // Stands for the theorem's one: without it, who woke in quiet hours is followed blindly.
        double usual = lost / Math.max(1, seen);
        double atLeast = LEAST_ENERGY * usual * usual;
        double[] byLoss = new double[weights.length];
        for (int k = 0; k < weights.length; k++) {
            boolean follows = awake[k] && regret[k] > 0 && energy[k] > 0;
            weights[k] = follows ? regret[k] / (atLeast + energy[k]) : 0;
            double inverse = least * (outcomes[k] + GRANTED) / (loss[k] + GRANTED * least);
            byLoss[k] = awake[k] ? eighthPower(inverse) : 0;
            longest = Math.max(longest, awake[k] ? outcomes[k] : 0);
        }
        scaleToOne(byLoss);
        double following = scaleToOne(weights) ? BY_REGRET * longest / (longest + FEW) : 0;
        for (int k = 0; k < weights.length; k++) {
            weights[k] = byLoss[k] + following * (weights[k] - byLoss[k]);
        }
    }

    /** Mean loss of the best of those awake that have been judged; anything above zero if nobody has. */
    private double leastLoss(boolean[] awake) {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < loss.length; k++) {
            if (awake[k] && outcomes[k] >= 1) {
                least = Math.min(least, loss[k] / outcomes[k]);
            }
        }
        return Double.isFinite(least) ? Math.max(SMALLEST_LOSS, least) : 1;
    }

    private static double eighthPower(double number) {
        double square = number * number;
        double fourth = square * square;
        return fourth * fourth;
    }

    /** Whether there was anything to scale. */
    private static boolean scaleToOne(double[] weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        if (!(sum > 0) || !Double.isFinite(sum)) {
            return false;
        }
        double part = 1 / sum;
        for (int k = 0; k < weights.length; k++) {
            weights[k] *= part;
        }
        return true;
    }
}

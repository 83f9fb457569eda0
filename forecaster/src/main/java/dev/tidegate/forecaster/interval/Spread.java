package dev.tidegate.forecaster.interval;

/**
 * Predicts the typical error of forecasts at one horizon: multiplicative heteroscedasticity (Harvey 1976). The logarithm
 * of the absolute error is regressed on the logarithms of the forecast level, of the series' volatility lately and at
 * that time of day, of the models' disagreement (which tells how sure they should be: Zarnowitz, Lambros 1987) and of
 * the latest errors, by ridge regression with the geometric mean of level and volatility as its prior. Errors divided by
 * this spread are comparable whatever hour they come from (locally weighted conformal prediction: Lei, G'Sell, Rinaldo,
 * Tibshirani, Wasserman 2018). Not thread-safe.
 */
public final class Spread {
    /** Number of features of a forecast. */
    public static final int FEATURES = 6;

    private static final double[] PRIOR = {0, 0.5, 0, 0, 0, 0};
    private static final double RIDGE = 100; // weight of the prior, in outcomes
    // The first feature is the constant, left almost free.
    private static final double RIDGE_OF_CONSTANT = 1e-3;
    // Smaller errors count as exp(-MAX_BELOW) of the expected one.
    private static final double MAX_BELOW = 2.5;
    private static final int SOLVE_INTERVAL = 4; // outcomes
    private static final double MAX_SLOPE = 1;
    private static final double MAX_LEVEL = 12; // logarithm
    private static final double MAX_VOLATILITY = 2;
    private static final double MAX_DISAGREEMENT = 3; // logarithm
    private static final double MIN_DISAGREEMENT = 0.05; // mean steps
    private static final double LATEST_WEIGHT = 0.5; // of the latest error in their mean

    // At so many, errors up to twice the largest seen are expected.
    private static final double PRIOR_OUTCOMES = 10;

    private final double decay;
    private final double[] gram = new double[FEATURES * FEATURES];
    private final double[] moments = new double[FEATURES];
    private final double[] slopes = PRIOR.clone();
    private double recentError; // mean absolute error of the latest outcomes
    private double largestError; // largest absolute error, fading
    private int outcomes;

    /** @param decay of an outcome's weight from one to the next */
    public Spread(double decay) {
        this.decay = decay;
    }

    /**
     * The expected absolute error of a forecast of {@code forecast} for the slot {@code ahead}.
     *
     * @param disagreement mean distance of the models from it
     * @param features receives the features, which {@link #learn} takes with the outcome
     */
    public double expected(
            Noise noise, double forecast, int ahead, double disagreement, double[] features) {
        double meanStep = noise.meanStep();
        features[0] = 1;
        features[1] = clip(Math.log(noise.level(forecast) / meanStep), MAX_LEVEL);
        features[2] = clip(Math.log(noise.recentMeanStep() / meanStep), MAX_VOLATILITY);
        features[3] = clip(Math.log(noise.meanStepAt(ahead) / meanStep), MAX_VOLATILITY);
        features[4] = logarithm(disagreement, meanStep);
        features[5] = outcomes == 0 ? 0 : logarithm(recentError, meanStep);
        double log = 0;
        for (int i = 1; i < FEATURES; i++) {
            log += slopes[i] * features[i];
        }
        return meanStep * Math.exp(log);
    }

    /**
     * Learns from an outcome.
     *
     * @param features those of its forecast
     * @param spread what {@link #expected} returned then
     * @param meanStep mean absolute step then
     * @param error in units of {@code spread}
     */
    public void learn(double[] features, double spread, double meanStep, double error) {
        double absoluteError = Math.abs(error) * spread;
        recentError += (outcomes == 0 ? 1 : LATEST_WEIGHT) * (absoluteError - recentError);
        largestError = Math.max(decay * largestError, absoluteError);
        double distance =
                Math.log(Math.max(Math.abs(error), Math.exp(-MAX_BELOW)) * (spread / meanStep));
        for (int i = 0; i < FEATURES; i++) {
            for (int j = 0; j < FEATURES; j++) {
                int at = i * FEATURES + j;
                gram[at] = decay * gram[at] + features[i] * features[j];
            }
            moments[i] = decay * moments[i] + features[i] * distance;
        }
        if (++outcomes % SOLVE_INTERVAL == 0) {
            solve();
        }
    }

    /**
     * {@code distance}, limited to the largest recent error, with an allowance while there are few outcomes: what was a
     * large error in units of a quiet hour's spread is not multiplied by that of a volatile hour.
     */
    public double bounded(double distance) {
        return clip(distance, largestError * (1 + PRIOR_OUTCOMES / Math.max(1, outcomes)));
    }

    /** Logarithm of {@code distance} in mean steps, kept away from zero and clipped. */
    private static double logarithm(double distance, double meanStep) {
        return clip(Math.log(Math.max(distance / meanStep, MIN_DISAGREEMENT)), MAX_DISAGREEMENT);
    }

    private static double clip(double value, double limit) {
        return Math.max(-limit, Math.min(limit, value));
    }

    /** Solves the ridge regression for the deviation of the slopes from the prior, by elimination. */
    private void solve() {
        int width = FEATURES + 1;
        double[] scratch = new double[FEATURES * width];
        for (int i = 0; i < FEATURES; i++) {
            double right = moments[i];
            for (int j = 0; j < FEATURES; j++) {
                scratch[i * width + j] = gram[i * FEATURES + j];
                right -= gram[i * FEATURES + j] * PRIOR[j];
            }
            scratch[i * width + i] += i == 0 ? RIDGE_OF_CONSTANT : RIDGE;
            scratch[i * width + FEATURES] = right;
        }
        for (int i = 0; i < FEATURES; i++) {
            for (int k = i + 1; k < FEATURES; k++) {
                double factor = scratch[k * width + i] / scratch[i * width + i];
                for (int j = i; j <= FEATURES; j++) {
                    scratch[k * width + j] -= factor * scratch[i * width + j];
                }
            }
        }
        for (int i = FEATURES - 1; i >= 0; i--) {
            double sum = scratch[i * width + FEATURES];
            for (int j = i + 1; j < FEATURES; j++) {
                sum -= scratch[i * width + j] * (slopes[j] - PRIOR[j]);
            }
            slopes[i] = PRIOR[i] + sum / scratch[i * width + i];
        }
        for (int i = 1; i < FEATURES; i++) {
            slopes[i] = clip(slopes[i], MAX_SLOPE);
        }
    }
}

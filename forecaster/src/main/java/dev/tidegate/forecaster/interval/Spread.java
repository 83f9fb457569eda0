package dev.tidegate.forecaster.interval;

/**
 * How far an outcome is expected to stray from its forecast at one horizon: multiplicative heteroscedasticity
 * (Harvey 1976). The logarithm of the distance is regressed on the logarithms of the level foreseen and of how
 * restless the series has been lately and at that time of day, of how far apart the models stand (their disagreement tells
 * how sure they should be: Zarnowitz, Lambros 1987), and of how far the last outcomes strayed, by ridge least squares drawn
 * towards the geometric mean of level and restlessness. Errors divided by it stand in one window, whatever hour they come from (locally
 * weighted conformal prediction: Lei, G'Sell, Rinaldo, Tibshirani, Wasserman 2018). Not thread-safe.
 */
public final class Spread {
    /** Numbers that a forecast is judged by. */
    public static final int FEATURES = 6;

    private static final double[] PRIOR = {0, 0.5, 0, 0, 0, 0};
    private static final double RIDGE = 100; // outcomes that the prior counts for
    private static final double RIDGE_OF_LEVEL = 1e-3; // the first feature is one, and free
    private static final double SMALLEST = 2.5; // logarithms below the expected that count
    private static final int SOLVED_AFTER = 4; // outcomes
    private static final double STEEPEST = 1;
    private static final double MOST_LEVEL = 12; // logarithms
    private static final double MOST_RESTLESS = 2;
    private static final double MOST_APART = 3; // logarithms
    private static final double LEAST_APART = 0.05; // usual steps
    private static final double LATELY =
            0.5; // weight of the latest outcome in how far they strayed

    private static final double FEW = 10; // outcomes that are no more than half of what may come

    private final double fading;
    private final double[] gram = new double[FEATURES * FEATURES];
    private final double[] moments = new double[FEATURES];
    private final double[] slopes = PRIOR.clone();
    private double strayed; // mean distance of the last few outcomes
    private double farthest; // that an outcome strayed lately
    private int learnt;

    /** @param fading of an outcome's weight from one to the next */
    public Spread(double fading) {
        this.fading = fading;
    }

    /**
     * Spread around a forecast of {@code foreseen} for the slot {@code ahead}.
     *
     * @param apart mean distance of the models from it
     * @param row filled with what {@link #learn} wants back
     */
    public double around(Noise noise, double foreseen, int ahead, double apart, double[] row) {
        double usual = noise.usual();
        row[0] = 1;
        row[1] = clip(Math.log(noise.level(foreseen) / usual), MOST_LEVEL);
        row[2] = clip(Math.log(noise.lately() / usual), MOST_RESTLESS);
        row[3] = clip(Math.log(noise.atTimeOf(ahead) / usual), MOST_RESTLESS);
        row[4] = logarithm(apart, usual);
        row[5] = learnt == 0 ? 0 : logarithm(strayed, usual);
        double log = 0;
        for (int i = 1; i < FEATURES; i++) {
            log += slopes[i] * row[i];
        }
        return usual * Math.exp(log);
    }

    /**
     * Takes in an outcome.
     *
     * @param row of its forecast
     * @param spread what {@link #around} said then
     * @param usual mean absolute step then
     * @param error in units of {@code spread}
     */
    public void learn(double[] row, double spread, double usual, double error) {
        double strays = Math.abs(error) * spread;
        strayed += (learnt == 0 ? 1 : LATELY) * (strays - strayed);
        farthest = Math.max(fading * farthest, strays);
        double distance =
                Math.log(Math.max(Math.abs(error), Math.exp(-SMALLEST)) * (spread / usual));
        for (int i = 0; i < FEATURES; i++) {
            for (int j = 0; j < FEATURES; j++) {
                int at = i * FEATURES + j;
                gram[at] = fading * gram[at] + row[i] * row[j];
            }
            moments[i] = fading * moments[i] + row[i] * distance;
        }
        if (++learnt % SOLVED_AFTER == 0) {
            solve();
        }
    }

    /**
     * {@code distance}, no farther than any outcome strayed lately, and a little more while there were few: what was far in
     * units of a quiet hour's spread is not multiplied by that of a restless one.
     */
    public double bounded(double distance) {
        return clip(distance, farthest * (1 + FEW / Math.max(1, learnt)));
    }

    /** Of a distance, held off none at all. */
    private static double logarithm(double distance, double usual) {
        return clip(Math.log(Math.max(distance / usual, LEAST_APART)), MOST_APART);
    }

    private static double clip(double value, double most) {
        return Math.max(-most, Math.min(most, value));
    }

    /** Least squares of the distance from the prior, by elimination. */
    private void solve() {
        int width = FEATURES + 1;
        double[] scratch = new double[FEATURES * width];
        for (int i = 0; i < FEATURES; i++) {
            double right = moments[i];
            for (int j = 0; j < FEATURES; j++) {
                scratch[i * width + j] = gram[i * FEATURES + j];
                right -= gram[i * FEATURES + j] * PRIOR[j];
            }
            scratch[i * width + i] += i == 0 ? RIDGE_OF_LEVEL : RIDGE;
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
            slopes[i] = clip(slopes[i], STEEPEST);
        }
    }
}

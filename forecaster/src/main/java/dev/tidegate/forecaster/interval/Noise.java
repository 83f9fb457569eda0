package dev.tidegate.forecaster.interval;

/**
 * Tracks the volatility of a series: the mean absolute step between slots over a long memory, over a short one and by
 * time of day, and the typical size of its values. A {@link Spread} predicts the error of a forecast from these. Not
 * thread-safe.
 */
public final class Noise {
    // Of the typical size, or of one if that is more.
    private static final double MIN_SHARE = 1e-9;
    private static final int MIN_MEMORY = 30;
    private static final int SHORT_MEMORY = 12;
    private static final int BUCKETS_OF_DAY = 48;
    // At each time of day, of the overall mean.
    private static final int PRIOR_STEPS = 10;
    private static final double MIN_LEVEL = 0.05; // of the typical size
    // Half-lives of the largest value, in long memories.
    private static final int LARGEST_MEMORIES = 8;

    private final double rate;
    private final double shortRate;
    private final int day;
    private final float[] byTimeOfDay; // mean absolute step in each part of the day
    private final int[] steps;
    private double meanStep;
    private double recentMeanStep;
    private double size; // mean absolute value
    private double largest; // absolute value, fading
    private double newest;
    private int count;
    private int slot;

    /**
     * @param slots half-life of the long memory
     * @param day slots in a day
     */
    public Noise(int slots, int day) {
        rate = 1 - Math.pow(0.5, 1.0 / Math.max(MIN_MEMORY, slots));
        shortRate = 1 - Math.pow(0.5, 1.0 / SHORT_MEMORY);
        this.day = day;
        byTimeOfDay = new float[Math.min(BUCKETS_OF_DAY, day)];
        steps = new int[byTimeOfDay.length];
    }

    /** Observes a slot without a value. */
    public void observeMissing() {
        slot++;
    }

    public void observe(double value) {
        if (count > 0) {
            double step = Math.abs(value - newest);
            double even = 1.0 / count;
            meanStep += Math.max(rate, even) * (step - meanStep);
            recentMeanStep += Math.max(shortRate, even) * (step - recentMeanStep);
            int bucket = bucket(slot);
            steps[bucket]++;
            double weight =
                    Math.max(Math.min(1, rate * byTimeOfDay.length / 4), 1.0 / steps[bucket]);
            byTimeOfDay[bucket] += (float) (weight * (step - byTimeOfDay[bucket]));
        }
        count++;
        largest = Math.max(Math.abs(value), largest * (1 - rate / LARGEST_MEMORIES));
        size += Math.max(rate, 1.0 / count) * (Math.abs(value) - size);
        newest = value;
        slot++;
    }

    /** Mean absolute step between slots, above zero like the others. */
    public double meanStep() {
        return aboveZero(meanStep);
    }

    /** The largest absolute value, fading so slowly that it survives a quiet weekend. */
    public double largest() {
        return largest;
    }

    /** The newest value; 0 before the first. */
    public double newest() {
        return newest;
    }

    /** Mean absolute step of the most recent slots. */
    double recentMeanStep() {
        return aboveZero(recentMeanStep);
    }

    /** Mean absolute step at the time of day of the slot {@code ahead}. */
    double meanStepAt(int ahead) {
        int bucket = bucket(slot + ahead - 1);
        double prior = PRIOR_STEPS * meanStep;
        return aboveZero(
                (byTimeOfDay[bucket] * (double) steps[bucket] + prior)
                        / (steps[bucket] + PRIOR_STEPS));
    }

    /** The absolute value of a forecast, kept away from zero. */
    double level(double forecast) {
        return aboveZero(Math.max(Math.abs(forecast), MIN_LEVEL * size));
    }

    private double aboveZero(double noise) {
        return Math.max(noise, MIN_SHARE * Math.max(1, size));
    }

    private int bucket(int slot) {
        return (int) ((long) (slot % day) * byTimeOfDay.length / day);
    }
}

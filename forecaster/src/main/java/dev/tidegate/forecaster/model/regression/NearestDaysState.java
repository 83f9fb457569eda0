package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FilledHistory;
import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.PreparedHistory;
import java.util.Arrays;

/**
 * The distance of today from each of the days before it, as fading sums; see {@link NearestDays}. Arrays over days start
 * with yesterday.
 */
final class NearestDaysState implements FittedModel {
    private static final int[] NEIGHBOURS = {6, 3}; // by variant
    private static final int FEW_NEIGHBOURS = 1; // variant whose errors set the rate
    private static final int MEMORY = 16; // a distance fades to 1 / e within a day divided by this
    // Weight of the difference between two days' levels.
    private static final double LEVEL_WEIGHT = 0.2;
    // Weight of the newest error in the smoothed errors.
    private static final double ERROR_WEIGHT = 0.2;
    private static final double MIN_RATE = 0.1;
    // Of the level differences, while values are missing.
    private static final int GAP_DECAYS_PER_DAY = 4;
    private static final int MAX_WEIGHINGS_PER_DAY = 288; // most weight updates in a day

    private final NearestDays model;
    private final int day;
    private final int first; // first slot of the history used
    private final FilledHistory history; // the values of all days
    private final double[] level; // recent level of today above the day
    private final double[] meanDistance; // fading
    private final double[] meanSquare; // of the distance, fading
    private final int[] compared; // slots
    private final double[][] weights; // by variant
    private final double minWeight; // weight of a new slot in the distances, once there are many
    private final int stride; // slots between weight updates
    // Compared slots from which on a new one has its normal weight.
    private final int fullWeightCount;
    private int slots; // since the first
    private double last;
    private double error; // smoothed
    private double absoluteError; // smoothed

    /** Starts empty, to be fed from slot {@code first} of a history on. */
    NearestDaysState(NearestDays model, int first) {
        this.model = model;
        this.first = first;
        day = model.day();
        int days = model.days();
        history = new FilledHistory(days * day, first);
        level = new double[days];
        meanDistance = new double[days];
        meanSquare = new double[days];
        compared = new int[days];
        weights = new double[NEIGHBOURS.length][days];
        minWeight = 1 - Math.exp(-Math.min(0.5, (double) MEMORY / day));
        fullWeightCount = (int) Math.ceil(1 / Math.min(minWeight, MIN_RATE));
        stride = Math.max(1, day / MAX_WEIGHINGS_PER_DAY);
    }

    /** Adds a value without comparing it with other days. */
    void append(double value) {
        history.add(first + slots++, value);
        last = value;
    }

    /** Shares the latest values of other models if they have them. */
    void share(PreparedHistory past) {
        history.share(past);
    }

    @Override
    public void observe(double value) {
        double rate =
                absoluteError > 0 ? Math.max(MIN_RATE, Math.abs(error) / absoluteError) : MIN_RATE;
        if (comparableDays() > 0) {
            double newError = value - forecast(FEW_NEIGHBOURS, 1);
            error += ERROR_WEIGHT * (newError - error);
            absoluteError += ERROR_WEIGHT * (Math.abs(newError) - absoluteError);
        }
        int available = Math.min(level.length, slots / day);
        for (int d = 0; d < available; d++) {
            double distance = value - at(d, 1);
            int count = ++compared[d];
            double equalShare = count < fullWeightCount ? 1.0 / count : 0;
            level[d] += Math.max(rate, equalShare) * (distance - level[d]);
            double weight = Math.max(minWeight, equalShare);
            meanDistance[d] += weight * (distance - meanDistance[d]);
            meanSquare[d] += weight * (distance * distance - meanSquare[d]);
        }
        append(value);
        updateWeightsIfDue();
    }

    /** Continues with the forecast; the level differences decay from day to day, so that no gap lets a level drift. */
    @Override
    public void observeMissing() {
        last = comparableDays() > 0 ? forecast(0, 1) : last;
        history.fill(first + slots++, last);
        for (int d = 0; d < level.length; d++) {
            level[d] -= level[d] * Math.min(1, (double) GAP_DECAYS_PER_DAY / day);
        }
        updateWeightsIfDue();
    }

    /** Number of days that have been compared with today for long enough. */
    private int comparableDays() {
        return Math.max(0, Math.min(level.length, (slots - model.minCompared()) / day));
    }

    /** The value of day {@code d} at the slot {@code steps} ahead, at most a day. */
    private double at(int d, int steps) {
        return history.value(first + slots - (d + 1) * day + steps - 1);
    }

    private void updateWeightsIfDue() {
        // By slot count, not on demand, or a forecast would depend on earlier calls.
        if (comparableDays() > 0 && slots % stride == 0) {
            for (int variant = 0; variant < weights.length; variant++) {
                computeWeights(weights[variant], NEIGHBOURS[variant]);
            }
        }
    }

    private void computeWeights(double[] into, int neighbours) {
        double[] distances = new double[comparableDays()];
        for (int d = 0; d < distances.length; d++) {
            double square = meanDistance[d] * meanDistance[d];
            distances[d] = Math.sqrt(Math.max(0, meanSquare[d] - square) + LEVEL_WEIGHT * square);
        }
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        double nearest = sorted[0];
        double farthest = sorted[Math.min(sorted.length - 1, neighbours)];
        double sum = 0;
        for (int d = 0; d < distances.length; d++) {
            // If all neighbours are equally near they weigh the same.
            double ratio =
                    nearest < farthest ? distances[d] / farthest : distances[d] > farthest ? 1 : 0;
            double cube = Math.max(0, 1 - ratio * ratio * ratio);
            into[d] = cube * cube * cube;
            sum += into[d];
        }
        for (int d = 0; d < distances.length; d++) {
            into[d] /= sum;
        }
    }

    /** Beyond a day the forecast repeats. */
    @Override
    public double forecast(int variant, int steps) {
        int withinDay = (steps - 1) % day + 1;
        double sum = 0;
        for (int d = 0; d < level.length; d++) {
            double weight = weights[variant][d];
            sum += weight > 0 ? weight * (at(d, withinDay) + level[d]) : 0;
        }
        return sum;
    }
}

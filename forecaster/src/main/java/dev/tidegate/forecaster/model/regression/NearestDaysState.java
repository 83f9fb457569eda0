package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.FilledHistory;
import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.PreparedHistory;
import java.util.Arrays;

/**
 * How far today stands from each of the days before it, carried along by sums that fade; see {@link NearestDays}. Arrays over
 * days start with yesterday.
 */
final class NearestDaysState implements FittedModel {
    private static final int[] NEIGHBOURS = {6, 3}; // by variant
    private static final int FEW = 1; // the variant whose errors set the rate
    private static final int MEMORY = 16; // part of a day, after which a distance counts 1 / e
    private static final double OF_LEVEL = 0.2; // weight of how far apart two days' levels are
    private static final double SMOOTHED = 0.2; // weight of the newest error in what sets the rate
    private static final double LEAST_RATE = 0.1;
    private static final int LET_GO =
            4; // times a day that a level is let go of while nothing is seen
    private static final int WEIGHED = 288; // times a day that days are weighed, at the most

    private final NearestDays model;
    private final int day;
    private final int first; // slot of the history that was looked at
    private final FilledHistory history; // all days' values
    private final double[] level; // by which today stands above the day, lately
    private final double[] apart; // mean distance over the memory
    private final double[] squares; // mean squared distance
    private final int[] compared; // slots
    private final double[][] weights; // by variant
    private final double newest; // least weight of a slot in the distances
    private final int stride; // slots from one weighing to the next
    private final int many; // compared slots, of which none has to count for more than usual
    private int slots; // since the first
    private double last;
    private double error; // smoothed
    private double size; // of errors, likewise

    /** Starts empty, to be fed from the slot {@code first} of a history on. */
    NearestDaysState(NearestDays model, int first) {
        this.model = model;
        this.first = first;
        day = model.day();
        int days = model.days();
        history = new FilledHistory(days * day, first);
        level = new double[days];
        apart = new double[days];
        squares = new double[days];
        compared = new int[days];
        weights = new double[NEIGHBOURS.length][days];
        newest = 1 - Math.exp(-Math.min(0.5, (double) MEMORY / day));
        many = (int) Math.ceil(1 / Math.min(newest, LEAST_RATE));
        stride = Math.max(1, day / WEIGHED);
    }

    /** Takes a value without comparing it with any day's. */
    void hold(double value) {
        history.add(first + slots++, value);
        last = value;
    }

    /** Goes on with the latest values that other models keep, if they do. */
    void share(PreparedHistory past) {
        history.share(past);
    }

    @Override
    public void observe(double value) {
        double rate = size > 0 ? Math.max(LEAST_RATE, Math.abs(error) / size) : LEAST_RATE;
        if (known() > 0) {
            double missed = value - ahead(FEW, 1);
            error += SMOOTHED * (missed - error);
            size += SMOOTHED * (Math.abs(missed) - size);
        }
        int held = Math.min(level.length, slots / day);
        for (int d = 0; d < held; d++) {
            double distance = value - at(d, 1);
            int count = ++compared[d];
            double even = count < many ? 1.0 / count : 0;
            level[d] += Math.max(rate, even) * (distance - level[d]);
            double weight = Math.max(newest, even);
            apart[d] += weight * (distance - apart[d]);
            squares[d] += weight * (distance * distance - squares[d]);
        }
        hold(value);
        weighIfDue();
    }

    /** Goes on as expected, and from day to day back to how the day before was, so that no gap makes a level drift. */
    @Override
    public void pass() {
        last = known() > 0 ? ahead(0, 1) : last;
        history.fill(first + slots++, last);
        for (int d = 0; d < level.length; d++) {
            level[d] -= level[d] * Math.min(1, (double) LET_GO / day);
        }
        weighIfDue();
    }

    /** Days that today has been compared with for long enough. */
    private int known() {
        return Math.max(0, Math.min(level.length, (slots - model.compared()) / day));
    }

    /** Value of a day at the slot {@code steps} ahead, which is no more than a day. */
    private double at(int d, int steps) {
        return history.value(first + slots - (d + 1) * day + steps - 1);
    }

    private void weighIfDue() {
        // By the count of slots, not when asked for, or a forecast would depend on who asked
        // before.
        if (known() > 0 && slots % stride == 0) {
            for (int variant = 0; variant < weights.length; variant++) {
                weigh(weights[variant], NEIGHBOURS[variant]);
            }
        }
    }

    private void weigh(double[] into, int neighbours) {
        double[] distances = new double[known()];
        for (int d = 0; d < distances.length; d++) {
            double square = apart[d] * apart[d];
            distances[d] = Math.sqrt(Math.max(0, squares[d] - square) + OF_LEVEL * square);
        }
        double[] sorted = distances.clone();
        Arrays.sort(sorted);
        double nearest = sorted[0];
        double farthest = sorted[Math.min(sorted.length - 1, neighbours)];
        double sum = 0;
        for (int d = 0; d < distances.length; d++) {
            // Where all neighbours are as near as the nearest, each weighs the same.
            double part =
                    nearest < farthest ? distances[d] / farthest : distances[d] > farthest ? 1 : 0;
            double cube = Math.max(0, 1 - part * part * part);
            into[d] = cube * cube * cube;
            sum += into[d];
        }
        for (int d = 0; d < distances.length; d++) {
            into[d] /= sum;
        }
    }

    /** Beyond a day the day is repeated. */
    @Override
    public double ahead(int variant, int steps) {
        int within = (steps - 1) % day + 1;
        double sum = 0;
        for (int d = 0; d < level.length; d++) {
            double weight = weights[variant][d];
            sum += weight > 0 ? weight * (at(d, within) + level[d]) : 0;
        }
        return sum;
    }
}

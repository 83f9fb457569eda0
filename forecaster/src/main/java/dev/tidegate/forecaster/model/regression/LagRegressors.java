package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.LagHistory;
import java.util.Arrays;

/**
 * The regressors of one origin: differences from its own value, and changes on earlier days and weeks. Those that do not
 * depend on the horizon are computed once per origin. Not thread-safe: the row is reused.
 */
final class LagRegressors {
    static final int RECENT = 6;
    static final int WITH_DAY = 13;
    static final int WITH_WEEK = 17;

    // Slots of the trailing mean used as the current level.
    private static final int LEVEL_SLOTS = 8;
    static final int LONG = 24;
    private static final int SMOOTHING_RADIUS = 2; // slots on each side of a smoothed lag

    private final int day;
    private final int week;
    private final int daysBack; // slots that the daily regressors look back
    private final int weeksBack;
    private final LagHistory history;
    private final double[] row = new double[WITH_WEEK];
    private int origin;
    private int filledFor; // slots ahead that the row is filled for; 0 for none
    private boolean hasDay;
    private boolean hasWeek;

    /** For forecasts of up to {@code horizon} slots ahead. */
    LagRegressors(int day, int week, int horizon, LagHistory history) {
        this.day = day;
        this.week = week;
        this.history = history;
        daysBack = lookback(day, week, horizon, SeasonalRegression.DAY);
        weeksBack = lookback(day, week, horizon, SeasonalRegression.WEEK);
    }

    /** Number of slots before an origin that {@code variant} uses. */
    static int lookback(int day, int week, int horizon, int variant) {
        if (variant == SeasonalRegression.RECENT) {
            return LONG;
        }
        int days = lag(horizon, day) + day + SMOOTHING_RADIUS + LEVEL_SLOTS;
        return variant == SeasonalRegression.DAY
                ? days
                : Math.max(days, lag(horizon, week) + day / 4 + SMOOTHING_RADIUS + LEVEL_SLOTS);
    }

    /**
     * The smallest multiple of {@code season} such that the slot {@code ahead}, smoothed, is already observed that long
     * ago.
     */
    private static int lag(int ahead, int season) {
        return ahead + SMOOTHING_RADIUS < season
                ? season
                : season * ((ahead + SMOOTHING_RADIUS) / season + 1);
    }

    /** Moves to another origin; regressors that reach back before the start of the history are 0. */
    void moveTo(int newOrigin, Profile profile) {
        origin = newOrigin;
        filledFor = 0;
        Arrays.fill(row, 0);
        hasDay = history.holds(origin - daysBack);
        hasWeek = history.holds(origin - weeksBack);
        double current = history.value(origin);
        double level = history.mean(origin - LEVEL_SLOTS + 1, origin + 1);
        row[0] = history.value(origin - 1) - current;
        row[1] = history.mean(origin - 2, origin + 1) - current;
        row[2] = level - current;
        row[3] = history.mean(origin - LONG + 1, origin + 1) - current;
        row[4] = history.value(origin - 2) - current;
        int quarter = Math.min(day / 4, origin - history.oldest());
        row[5] = history.mean(origin - quarter, origin + 1) - current;
        if (hasDay) {
            row[10] = level - profile.trailingMean(origin, LEVEL_SLOTS);
            row[11] = level - history.mean(origin - day - LEVEL_SLOTS + 1, origin - day + 1);
            row[12] = profile.at(origin) - current;
        }
        if (hasWeek) {
            row[15] = level - history.mean(origin - week - LEVEL_SLOTS + 1, origin - week + 1);
            row[16] =
                    history.mean(origin - day / 4, origin + 1)
                            - history.mean(origin - week - day / 4, origin - week + 1);
        }
    }

    /** The regressors for the slot {@code ahead}; valid until the next call. */
    double[] row(int ahead, Profile profile) {
        if (filledFor == ahead) {
            return row;
        }
        filledFor = ahead;
        if (hasDay) {
            int lag = lag(ahead, day);
            int reference = origin - lag;
            int shifted = reference + ahead;
            row[6] = history.value(shifted) - history.value(reference);
            row[7] = smooth(shifted) - smooth(reference);
            row[8] = smooth(shifted - day) - smooth(reference - day);
            row[9] = profile.at(origin + ahead) - history.value(origin);
        }
        if (hasWeek) {
            int reference = origin - lag(ahead, week);
            row[13] = history.value(reference + ahead) - history.value(reference);
            row[14] = smooth(reference + ahead) - smooth(reference);
        }
        return row;
    }

    private double smooth(int slot) {
        return history.mean(slot - SMOOTHING_RADIUS, slot + SMOOTHING_RADIUS + 1);
    }

    /** Mean value of each slot of the day, weighted towards recent days. */
    static final class Profile {
        private static final int MAX_DAYS = 10; // averaged evenly, after which old days fade
        private final float[] mean;
        private final byte[] days; // number of days seen, capped

        Profile(int day) {
            mean = new float[day];
            days = new byte[day];
        }

        /** @param place slot of the day */
        void learn(int place, double value) {
            double weight = days[place] < MAX_DAYS ? 1.0 / ++days[place] : 1.0 / MAX_DAYS;
            mean[place] += (float) ((value - mean[place]) * weight);
        }

        double at(int slot) {
            return mean[slot % mean.length]; // slots are never below zero
        }

        double trailingMean(int slot, int slots) {
            int place = slot % mean.length;
            double sum = 0;
            for (int i = 0; i < slots; i++) {
                sum += mean[place];
                place = place == 0 ? mean.length - 1 : place - 1;
            }
            return sum / slots;
        }
    }
}

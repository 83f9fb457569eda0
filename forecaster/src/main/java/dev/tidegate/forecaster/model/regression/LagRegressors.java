package dev.tidegate.forecaster.model.regression;

import dev.tidegate.forecaster.model.LagHistory;

/**
 * The regressors of one origin: differences from its own value, and increments of earlier days and weeks. Those
 * that do not depend on the horizon are computed once. Not thread-safe: the row is reused.
 */
final class LagRegressors {
    static final int RECENT = 6;
    static final int WITH_DAY = 13;
    static final int WITH_WEEK = 17;

    private static final int NEAR = 8; // slots of a trailing mean that stands for the present level
    static final int LONG = 24;
    private static final int HALF = 2; // slots either side in a smoothed lag

    private final int day;
    private final int week;
    private final int daysBack; // slots that the regressors of a day look back
    private final int weeksBack;
    private final LagHistory history;
    private final double[] row = new double[WITH_WEEK];
    private int origin;
    private int filledFor; // slots ahead that the row stands for; 0 for none
    private boolean hasDay;
    private boolean hasWeek;

    /** For what lies up to {@code reach} slots ahead. */
    LagRegressors(int day, int week, int reach, LagHistory history) {
        this.day = day;
        this.week = week;
        this.history = history;
        daysBack = oldest(day, week, reach, SeasonalRegression.DAY);
        weeksBack = oldest(day, week, reach, SeasonalRegression.WEEK);
    }

    /** How many slots before an origin {@code variant} looks. */
    static int oldest(int day, int week, int reach, int variant) {
        if (variant == SeasonalRegression.RECENT) {
            return LONG;
        }
        int days = lag(reach, day) + day + HALF + NEAR;
        return variant == SeasonalRegression.DAY
                ? days
                : Math.max(days, lag(reach, week) + day / 4 + HALF + NEAR);
    }

    /** The smallest multiple of {@code season} at which the slot {@code ahead}, smoothed, is over. */
    private static int lag(int ahead, int season) {
        return ahead + HALF < season ? season : season * ((ahead + HALF) / season + 1);
    }

    /** Turns to another origin; what lies before the history's start counts as no difference. */
    void at(int newOrigin, Profile profile) {
        origin = newOrigin;
        filledFor = 0;
        java.util.Arrays.fill(row, 0);
        hasDay = history.holds(origin - daysBack);
        hasWeek = history.holds(origin - weeksBack);
        double now = history.value(origin);
        double near = history.mean(origin - NEAR + 1, origin + 1);
        row[0] = history.value(origin - 1) - now;
        row[1] = history.mean(origin - 2, origin + 1) - now;
        row[2] = near - now;
        row[3] = history.mean(origin - LONG + 1, origin + 1) - now;
        row[4] = history.value(origin - 2) - now;
        int quarter = Math.min(day / 4, origin - history.oldest());
        row[5] = history.mean(origin - quarter, origin + 1) - now;
        if (hasDay) {
            row[10] = near - profile.trailingMean(origin, NEAR);
            row[11] = near - history.mean(origin - day - NEAR + 1, origin - day + 1);
            row[12] = profile.at(origin) - now;
        }
        if (hasWeek) {
            row[15] = near - history.mean(origin - week - NEAR + 1, origin - week + 1);
            row[16] =
                    history.mean(origin - day / 4, origin + 1)
                            - history.mean(origin - week - day / 4, origin - week + 1);
        }
    }

    /** The row for the slot {@code ahead}; valid until the next call. */
    double[] ahead(int ahead, Profile profile) {
        if (filledFor == ahead) {
            return row;
        }
        filledFor = ahead;
        if (hasDay) {
            int lag = lag(ahead, day);
            int then = origin - lag;
            int shifted = then + ahead;
            row[6] = history.value(shifted) - history.value(then);
            row[7] = smooth(shifted) - smooth(then);
            row[8] = smooth(shifted - day) - smooth(then - day);
            row[9] = profile.at(origin + ahead) - history.value(origin);
        }
        if (hasWeek) {
            int then = origin - lag(ahead, week);
            row[13] = history.value(then + ahead) - history.value(then);
            row[14] = smooth(then + ahead) - smooth(then);
        }
        return row;
    }

    private double smooth(int slot) {
        return history.mean(slot - HALF, slot + HALF + 1);
    }

    /** Mean value of each slot of the day, the newest days weighing most. */
    static final class Profile {
        private static final int MOST_DAYS = 10; // that are averaged, later ones fading
        private final float[] mean;
        private final byte[] days; // seen, up to the most

        Profile(int day) {
            mean = new float[day];
            days = new byte[day];
        }

        /** @param place in the day */
        void learn(int place, double value) {
            double weight = days[place] < MOST_DAYS ? 1.0 / ++days[place] : 1.0 / MOST_DAYS;
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

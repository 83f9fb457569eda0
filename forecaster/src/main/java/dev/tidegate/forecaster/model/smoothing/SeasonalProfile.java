package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.HalfFloats;

/**
 * One value a slot of a season. Smoothed, a slot that was seen seldom follows its neighbours. Where there are shorter seasons
 * within, it follows what they have in common at its place, and what sets its own apart only as far as its neighbours are set
 * apart likewise: a Saturday is told from other days by its hours, of which one week holds enough to tell noise apart. Not
 * thread-safe.
 */
final class SeasonalProfile {
    private static final int PARTS = 48; // of a shorter season; neighbours are one away at most
    private static final int MOST_NEIGHBOURS = 3; // looked at, either side

    private final int shorter; // slots in a season within
    private final HalfFloats own;
    private final HalfFloats common; // mean of own over the seasons within; own if there are none
    private final int reach; // of a neighbourhood, either side
    private final int stride; // from neighbour to neighbour
    private final int neighbours; // either side
    private boolean isAsked;

    /**
     * All zero.
     *
     * @param period slots in the season
     * @param shorter slots in a season within, of which {@code period} is a multiple
     */
    SeasonalProfile(int period, int shorter) {
        this.shorter = shorter;
        own = new HalfFloats(period);
        common = shorter < period ? new HalfFloats(shorter) : own;
        reach = shorter / PARTS;
        stride = Math.max(1, reach / MOST_NEIGHBOURS);
        neighbours = Math.min(MOST_NEIGHBOURS, reach);
    }

    double at(int slot) {
        return own.at(slot);
    }

    void set(int slot, double value) {
        own.set(slot, value);
        if (isAsked && common != own) {
            average(slot % shorter);
        }
    }

    /** @param seasons that the slot was seen in: the fewer, the more its neighbours tell of it */
    double smoothed(int slot, int seasons) {
        if (common == own) {
            return mean(own, slot, reach / Math.max(1, seasons));
        }
        if (!isAsked) {
            begin();
        }
        int place = slot % shorter;
        return mean(common, place, 1) + apart(slot, place);
    }

    /** Over so many slots either side; over the next ones, which weigh half, where that is no more than one. */
    private static double mean(HalfFloats profile, int slot, int either) {
        if (either <= 1) {
            int before = wrapped(slot - 1, profile.size());
            int after = wrapped(slot + 1, profile.size());
            return (profile.at(before) + 2 * profile.at(slot) + profile.at(after)) / 4;
        }
        double sum = 0;
        for (int k = -either; k <= either; k++) {
            sum += profile.at(wrapped(slot + k, profile.size()));
        }
        return sum / (2 * either + 1);
    }

    /** Most of a bulk load is over before anything is asked, and until then no mean is worth keeping up. */
    private void begin() {
        isAsked = true;
        for (int place = 0; place < shorter; place++) {
            average(place);
        }
    }

    private void average(int place) {
        double sum = 0;
        for (int i = place; i < own.size(); i += shorter) {
            sum += own.at(i);
        }
        common.set(place, sum * shorter / own.size());
    }

    /** How far the slot and its neighbours are from those of the other seasons within. */
    private double apart(int slot, int place) {
        double sum = 0;
        for (int k = -neighbours; k <= neighbours; k++) {
            int away = k * stride;
            sum += own.at(wrapped(slot + away, own.size()));
            sum -= common.at(wrapped(place + away, shorter));
        }
        return sum / (2 * neighbours + 1);
    }

    /** Of a number less than {@code size} outside. */
    private static int wrapped(int number, int size) {
        int up = number < 0 ? number + size : number;
        return up < size ? up : up - size;
    }
}

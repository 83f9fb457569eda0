package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.HalfFloats;

/**
 * One value a slot of a season. Smoothed, a slot follows what all shorter seasons within have in common at its place, to the
 * slot, and what sets its own apart from them only as far as its neighbours are set apart likewise: a Saturday is told from
 * other days by its hours, of which one week holds enough to tell noise apart. Not thread-safe.
 */
final class SeasonalProfile {
    private static final int PARTS =
            48; // of a shorter season, of which a neighbourhood holds one either side
    private static final int MOST_NEIGHBOURS = 3; // looked at, either side

    private final int shorter; // slots in a season within
    private final HalfFloats own;
    private final HalfFloats
            common; // mean of own over the seasons within, which is own where there is one
    private final int stride; // from neighbour to neighbour
    private final int neighbours; // either side

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
        int reach = shorter / PARTS;
        stride = Math.max(1, reach / MOST_NEIGHBOURS);
        neighbours = Math.min(MOST_NEIGHBOURS, reach);
    }

    double at(int slot) {
        return own.at(slot);
    }

    void set(int slot, double value) {
        own.set(slot, value);
        if (common != own) {
            int place = slot % shorter;
            double sum = 0;
            for (int i = place; i < own.size(); i += shorter) {
                sum += own.at(i);
            }
            common.set(place, sum * shorter / own.size());
        }
    }

    double smoothed(int slot) {
        int place = slot % shorter;
        int before = place == 0 ? shorter - 1 : place - 1;
        int after = place == shorter - 1 ? 0 : place + 1;
        double shared = (common.at(before) + 2 * common.at(place) + common.at(after)) / 4;
        return common == own ? shared : shared + apart(slot);
    }

    /** How far the slot and its neighbours are from those of the other seasons within. */
    private double apart(int slot) {
        double sum = 0;
        for (int k = -neighbours; k <= neighbours; k++) {
            int near = Math.floorMod(slot + k * stride, own.size());
            sum += own.at(near) - common.at(near % shorter);
        }
        return sum / (2 * neighbours + 1);
    }
}

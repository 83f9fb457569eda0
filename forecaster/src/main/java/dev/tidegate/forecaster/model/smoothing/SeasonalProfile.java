package dev.tidegate.forecaster.model.smoothing;

import dev.tidegate.forecaster.model.HalfFloats;

/**
 * A seasonal profile: one value for each slot of a season. The smoothed value of a slot that was seen seldom leans on
 * its neighbours. Where the season contains shorter seasons (days in a week), it is what they have in common at that
 * place plus how far the neighbourhood differs from them: a Saturday is told from other days by whole hours, of which
 * one week has enough values to average out the noise. Not thread-safe.
 */
final class SeasonalProfile {
    // Of a shorter season, of which a neighbourhood spans one to each side.
    private static final int NEIGHBOURHOODS = 48;
    private static final int MAX_NEIGHBOURS = 3; // on each side

    private final int shorter; // slots in a shorter season
    private final HalfFloats own;
    // Mean of own over the shorter seasons; own itself if there are none.
    private final HalfFloats common;
    private final int radius; // of a neighbourhood, in slots
    private final int stride; // between neighbours, in slots
    private final int neighbours; // on each side
    private boolean isQueried;

    /**
     * A profile of zeros.
     *
     * @param period slots in the season
     * @param shorter slots in a shorter season, of which {@code period} is a multiple
     */
    SeasonalProfile(int period, int shorter) {
        this.shorter = shorter;
        own = new HalfFloats(period);
        common = shorter < period ? new HalfFloats(shorter) : own;
        radius = shorter / NEIGHBOURHOODS;
        stride = Math.max(1, radius / MAX_NEIGHBOURS);
        neighbours = Math.min(MAX_NEIGHBOURS, radius);
    }

    double at(int slot) {
        return own.at(slot);
    }

    void set(int slot, double value) {
        own.set(slot, value);
        if (isQueried && common != own) {
            updateCommon(slot % shorter);
        }
    }

    /** @param seasons number of seasons in which the slot was seen: the fewer, the wider its neighbourhood */
    double smoothed(int slot, int seasons) {
        if (common == own) {
            return mean(own, slot, radius / Math.max(1, seasons));
        }
        if (!isQueried) {
            computeCommon();
        }
        int position = slot % shorter;
        return mean(common, position, 1) + deviation(slot, position);
    }

    /** Mean over {@code radius} slots on each side; with a radius of at most one, the adjacent slots at half weight. */
    private static double mean(HalfFloats profile, int slot, int radius) {
        if (radius <= 1) {
            int before = wrap(slot - 1, profile.size());
            int after = wrap(slot + 1, profile.size());
            return (profile.at(before) + 2 * profile.at(slot) + profile.at(after)) / 4;
        }
        double sum = 0;
        for (int k = -radius; k <= radius; k++) {
            sum += profile.at(wrap(slot + k, profile.size()));
        }
        return sum / (2 * radius + 1);
    }

    /**
     * Computes the common profile. Delayed until the first query, since keeping it up to date during a bulk load would
     * be wasted.
     */
    private void computeCommon() {
        isQueried = true;
        for (int position = 0; position < shorter; position++) {
            updateCommon(position);
        }
    }

    private void updateCommon(int position) {
        double sum = 0;
        for (int i = position; i < own.size(); i += shorter) {
            sum += own.at(i);
        }
        common.set(position, sum * shorter / own.size());
    }

    /** Mean difference of the slot's neighbourhood from the common profile. */
    private double deviation(int slot, int position) {
        double sum = 0;
        for (int k = -neighbours; k <= neighbours; k++) {
            int offset = k * stride;
            sum += own.at(wrap(slot + offset, own.size()));
            sum -= common.at(wrap(position + offset, shorter));
        }
        return sum / (2 * neighbours + 1);
    }

    /** {@code index} wrapped into the season; it lies less than {@code size} outside. */
    private static int wrap(int index, int size) {
        int positive = index < 0 ? index + size : index;
        return positive < size ? positive : positive - size;
    }
}

package dev.tidegate.forecaster.model.season;

import dev.tidegate.forecaster.model.HalfFloats;
import java.util.List;

/**
 * Repeating seasonal profiles, one per season, additive or multiplicative. Caches the last result, since several models
 * ask for the same one. Not thread-safe.
 */
final class Seasons {
    private static final double MIN_FACTOR = 1e-3;

    private final HalfFloats[] profiles;
    private final boolean multiply;
    private int lastSlot = -1; // arguments and result of the last call
    private double lastValue;
    private double lastResult;

    /** @param profiles one array per season, indexed by slot modulo its length; slot 0 is the start of the history */
    Seasons(List<float[]> profiles, boolean multiply) {
        this.profiles = profiles.stream().map(HalfFloats::of).toArray(HalfFloats[]::new);
        this.multiply = multiply;
    }

    /** The value of slot {@code slot} with the seasons removed. */
    double without(double value, int slot) {
        if (slot != lastSlot || value != lastValue) {
            lastSlot = slot;
            lastValue = value;
            lastResult = multiply ? value / at(slot) : value - at(slot);
        }
        return lastResult;
    }

    /** The inverse of {@link #without}. */
    double with(double rest, int slot) {
        return multiply ? rest * at(slot) : rest + at(slot);
    }

    private double at(int slot) {
        double sum = 0;
        for (HalfFloats profile : profiles) {
            sum += profile.at(slot % profile.size());
        }
        return multiply ? Math.max(MIN_FACTOR, sum) : sum;
    }
}

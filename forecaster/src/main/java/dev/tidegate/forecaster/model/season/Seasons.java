package dev.tidegate.forecaster.model.season;

import dev.tidegate.forecaster.model.HalfFloats;
import java.util.List;

/**
 * Profiles that repeat, one a season, and whether they add to the rest or multiply it. Keeps its last answer, since several
 * models ask for the same. Not thread-safe.
 */
final class Seasons {
    private static final double SMALLEST_FACTOR = 1e-3;

    private final HalfFloats[] profiles;
    private final boolean multiply;
    private int lastSlot = -1; // with its value, and what was left of that
    private double lastValue;
    private double lastLeft;

    /** @param profiles value by slot modulo its length, slot 0 being the start of the history */
    Seasons(List<float[]> profiles, boolean multiply) {
        this.profiles = profiles.stream().map(HalfFloats::of).toArray(HalfFloats[]::new);
        this.multiply = multiply;
    }

    /** What is left of {@code value} of slot {@code slot} without the seasons. */
    double without(double value, int slot) {
        if (slot != lastSlot || value != lastValue) {
            lastSlot = slot;
            lastValue = value;
            lastLeft = multiply ? value / at(slot) : value - at(slot);
        }
        return lastLeft;
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
        return multiply ? Math.max(SMALLEST_FACTOR, sum) : sum;
    }
}

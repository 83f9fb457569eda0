package dev.tidegate.forecaster;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Detects lasting level shifts, as opposed to spikes, by comparing the medians of two adjacent windows (Fried 2007). It
 * compares the logarithm of the ratio of a quarter-hour median to the one a week before, or a day before while no week
 * is known, so that neither a morning nor a weekend counts as a shift. Detection takes three quarters of an hour;
 * nothing is reported in the first day. Not thread-safe.
 */
final class LevelShifts {
    private static final int BLOCKS_A_DAY = 96;
    private static final int DAYS = 7;
    private static final int BEFORE = 8; // blocks in the window before
    private static final int AFTER = 3;
    // Models follow smaller shifts by themselves.
    private static final double MIN_SHIFT = Math.log(1.4);
    private static final double CLEAR_FACTOR = 5; // times the usual distance between the windows
    private static final double MIN_VALUE = 1e-3; // units
    private static final double WEIGHT = 0.01;

    private final double[] block;
    private final double[] sorted; // scratch
    private final int day; // blocks
    // Logarithms of the last week's medians, adjusted to the current level.
    private final float[] week;
    private final BitSet hasLevel = new BitSet();
    private final double[] growth = new double[BEFORE + AFTER]; // log ratios, newest last
    private int inBlock;
    private int known;
    private int blocks;
    private int filled; // entries of growth in use
    private boolean comparesWeeks;
    private double usualDistance; // mean absolute distance between the windows
    private int slot;
    private Optional<Shift> latest = Optional.empty();

    /** A level that changed by {@code factor} in the slots from {@code slot} on. */
    record Shift(int slot, double factor) {}

    /** @param slots number of slots in a day */
    LevelShifts(int slots) {
        block = new double[Math.max(1, slots / BLOCKS_A_DAY)];
        sorted = new double[Math.max(block.length, BEFORE)];
        day = Math.max(1, slots / block.length);
        week = new float[DAYS * day];
    }

    Optional<Shift> latest() {
        return latest;
    }

    /**
     * Observes the next slot.
     *
     * @return whether it completes the detection of a shift
     */
    boolean observe(OptionalDouble value) {
        slot++;
        if (value.isPresent()) {
            block[known++] = value.getAsDouble();
        }
        if (++inBlock < block.length) {
            return false;
        }
        inBlock = 0;
        boolean shifted =
                known > 0 && addBlock(Math.log(Math.max(MIN_VALUE, median(block, 0, known))));
        known = 0;
        blocks++;
        return shifted;
    }

    private boolean addBlock(double level) {
        int position = blocks % week.length;
        boolean hasWeek = hasLevel.get(position);
        int reference = hasWeek ? position : Math.floorMod(blocks - day, week.length);
        double change = level - week[reference];
        boolean hasReference = hasLevel.get(reference);
        week[position] = (float) level;
        hasLevel.set(position);
        if (!hasReference) {
            return false;
        }
        filled = hasWeek && !comparesWeeks ? 0 : filled; // the two comparisons must not be mixed
        comparesWeeks = hasWeek;
        System.arraycopy(growth, 1, growth, 0, growth.length - 1);
        growth[growth.length - 1] = change;
        if (++filled < growth.length) {
            return false;
        }
        double before = median(growth, 0, BEFORE);
        double shift = median(growth, BEFORE, growth.length) - before;
        if (Math.abs(shift) > Math.max(MIN_SHIFT, CLEAR_FACTOR * usualDistance)
                && everyBlockShifted(before, shift)) {
            applyShift(shift);
            return true;
        }
        double capped =
                usualDistance > 0
                        ? Math.min(Math.abs(shift), CLEAR_FACTOR * usualDistance)
                        : Math.abs(shift);
        usualDistance +=
                (capped - usualDistance) * Math.max(WEIGHT, 1.0 / (filled - growth.length + 1));
        return false;
    }

    private boolean everyBlockShifted(double before, double shift) {
        for (int i = BEFORE; i < growth.length; i++) {
            if ((growth[i] - before) / shift < 0.5) {
                return false;
            }
        }
        return true;
    }

    /** Moves the earlier values to the new level, so that later ones are compared at the same level. */
    private void applyShift(double shift) {
        latest = Optional.of(new Shift(slot - AFTER * block.length, Math.exp(shift)));
        for (int back = AFTER; back < week.length; back++) {
            week[Math.floorMod(blocks - back, week.length)] += (float) shift;
        }
        for (int i = BEFORE; i < growth.length; i++) {
            growth[i] -= shift;
        }
    }

    private double median(double[] values, int from, int to) {
        int count = to - from;
        for (int i = 0; i < count; i++) { // insertion sort: there are few values
            double value = values[from + i];
            int at = i;
            for (; at > 0 && sorted[at - 1] > value; at--) {
                sorted[at] = sorted[at - 1];
            }
            sorted[at] = value;
        }
        return (sorted[(count - 1) / 2] + sorted[count / 2]) / 2;
    }
}

package dev.tidegate.forecaster;

import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tells a level that has moved for good from a spike, by the medians of two windows side by side (Fried 2007). What is
 * looked at is the logarithm of a quarter of an hour's median over that of the same time a week ago, or yesterday while no week
 * is known, so that neither a morning nor a weekend is a shift. It takes three quarters of an hour to be sure, and nothing is
 * said in the first day. Not thread-safe.
 */
final class LevelShifts {
    private static final int BLOCKS_A_DAY = 96;
    private static final int DAYS = 7;
    private static final int BEFORE = 8; // blocks in the window before
    private static final int AFTER = 3;
    private static final double LEAST =
            Math.log(1.4); // smaller shifts are what models follow anyway
    private static final double CLEAR = 5; // times how far the windows are usually apart
    private static final double SMALLEST = 1e-3; // units
    private static final double WEIGHT = 0.01;

    private final double[] block;
    private final double[] sorted; // to work in
    private final int day; // blocks
    private final float[] week; // logarithms of the last week's medians, at today's level
    private final BitSet seen = new BitSet();
    private final double[] growth = new double[BEFORE + AFTER]; // since then, the newest last
    private int inBlock;
    private int known;
    private int blocks;
    private int filled; // of growth
    private boolean comparesWeeks;
    private double usual; // mean absolute distance between the windows
    private int slot;
    private Optional<Shift> latest = Optional.empty();

    /** A level that changed by {@code factor} in the slots from {@code slot} on. */
    record Shift(int slot, double factor) {}

    /** @param slots in a day */
    LevelShifts(int slots) {
        block = new double[Math.max(1, slots / BLOCKS_A_DAY)];
        sorted = new double[Math.max(block.length, BEFORE)];
        day = Math.max(1, slots / block.length);
        week = new float[DAYS * day];
    }

    Optional<Shift> latest() {
        return latest;
    }

    /** Takes in the next slot, and says whether a shift is seen with it. */
    boolean observe(OptionalDouble value) {
        slot++;
        if (value.isPresent()) {
            block[known++] = value.getAsDouble();
        }
        if (++inBlock < block.length) {
            return false;
        }
        inBlock = 0;
        boolean shifted = known > 0 && take(Math.log(Math.max(SMALLEST, median(block, 0, known))));
        known = 0;
        blocks++;
        return shifted;
    }

    private boolean take(double level) {
        int place = blocks % week.length;
        boolean hasWeek = seen.get(place);
        int then = hasWeek ? place : Math.floorMod(blocks - day, week.length);
        double grown = level - week[then];
        boolean isKnown = seen.get(then);
        week[place] = (float) level;
        seen.set(place);
        if (!isKnown) {
            return false;
        }
        filled = hasWeek && !comparesWeeks ? 0 : filled; // one cannot go on where the other ended
        comparesWeeks = hasWeek;
        System.arraycopy(growth, 1, growth, 0, growth.length - 1);
        growth[growth.length - 1] = grown;
        if (++filled < growth.length) {
            return false;
        }
        double before = median(growth, 0, BEFORE);
        double shift = median(growth, BEFORE, growth.length) - before;
        if (Math.abs(shift) > Math.max(LEAST, CLEAR * usual) && isBeyondHalf(before, shift)) {
            adopt(shift);
            return true;
        }
        double counted = usual > 0 ? Math.min(Math.abs(shift), CLEAR * usual) : Math.abs(shift);
        usual += (counted - usual) * Math.max(WEIGHT, 1.0 / (filled - growth.length + 1));
        return false;
    }

    private boolean isBeyondHalf(double before, double shift) {
        for (int i = BEFORE; i < growth.length; i++) {
            if ((growth[i] - before) / shift < 0.5) {
                return false;
            }
        }
        return true;
    }

    /** Lifts what was seen before to the new level, so that it is compared with alike. */
    private void adopt(double shift) {
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
        for (int i = 0; i < count; i++) { // by insertion: there are few
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

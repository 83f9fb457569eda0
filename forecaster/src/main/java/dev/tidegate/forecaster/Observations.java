package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;

/**
 * The trailing slots of one series, numbered from the first that was ever observed. A value is held to the seven digits of a
 * float, unless it is too large or too small for one. Not thread-safe.
 */
final class Observations {
    private static final int LEAST_ROOM = 64;

    private final Duration step;
    private Instant origin = Instant.EPOCH; // start of slot 0
    private float[] values = new float[LEAST_ROOM];
    private double[] wide = new double[0]; // in their place once one did not fit a float
    private BitSet known = new BitSet();
    private int first; // number of the first slot held
    private int size;
    private int trailingGap;

    Observations(Duration step) {
        this.step = step;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Number of the first slot that is held. */
    int first() {
        return first;
    }

    /** Number of the slot that comes next. */
    int next() {
        return first + size;
    }

    /** Missing slots since the last known one. */
    int trailingGap() {
        return trailingGap;
    }

    int knownSlots() {
        return known.cardinality();
    }

    int knownSince(int number) {
        return known.get(number - first, size).cardinality();
    }

    /** Start of the next slot; meaningless while empty. */
    Instant end() {
        return timeAt(next());
    }

    /** Start of slot {@code number}. */
    Instant timeAt(int number) {
        return origin.plus(step.multipliedBy(number));
    }

    /** The value of slot {@code number}, empty when it is missing. */
    OptionalDouble at(int number) {
        int i = number - first;
        return known.get(i) ? OptionalDouble.of(value(i)) : OptionalDouble.empty();
    }

    private double value(int i) {
        return isWide() ? wide[i] : values[i];
    }

    private boolean isWide() {
        return wide.length > 0;
    }

    void startAt(Instant start) {
        first = 0;
        size = 0;
        trailingGap = 0;
        known.clear();
        origin = start;
    }

    void add(OptionalDouble value) {
        if (size == (isWide() ? wide.length : values.length)) {
            resize(size + Math.max(LEAST_ROOM, size / 16));
        }
        if (value.isPresent()) {
            put(value.getAsDouble());
            known.set(size);
        }
        trailingGap = value.isPresent() ? 0 : trailingGap + 1;
        size++;
    }

    private void put(double value) {
        float rounded = (float) value;
        boolean fits = value == 0 || Math.abs(rounded) >= Float.MIN_NORMAL;
        if (!isWide() && !(fits && Float.isFinite(rounded))) {
            wide = new double[values.length];
            for (int i = 0; i < size; i++) {
                wide[i] = values[i];
            }
            values = new float[0];
        }
        if (isWide()) {
            // What fits is rounded all the same: a value reads as it would without the others.
            wide[size] = fits && Float.isFinite(rounded) ? rounded : value;
        } else {
            values[size] = rounded;
        }
    }

    Series all() {
        return between(first, next());
    }

    /** Slots {@code from} to before {@code to}, by number. */
    Series between(int from, int to) {
        double[] held = new double[to - from];
        for (int i = 0; i < held.length; i++) {
            held[i] = value(from - first + i);
        }
        return Series.of(timeAt(from), step, held, known.get(from - first, to - first));
    }

    /** Lets go of the slots before {@code number}. */
    void forgetBefore(int number) {
        int gone = number - first;
        if (gone > 0) {
            size -= gone;
            Object held = isWide() ? wide : values;
            System.arraycopy(held, gone, held, 0, size);
            known = known.get(gone, gone + size);
            first = number;
        }
    }

    /** Makes room for {@code slots} in all. */
    private void resize(int slots) {
        if (isWide()) {
            wide = Arrays.copyOf(wide, slots);
        } else {
            values = Arrays.copyOf(values, slots);
        }
    }
}

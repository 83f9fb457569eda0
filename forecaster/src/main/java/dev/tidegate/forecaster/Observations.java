package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;

/**
 * The trailing slots of one series, numbered from the first one ever observed. Values are kept as floats, about seven
 * digits, unless a value is too large or too small for one. Not thread-safe.
 */
final class Observations {
    private static final int MIN_CAPACITY = 64;

    private final Duration step;
    private Instant origin = Instant.EPOCH; // start of slot 0
    private float[] values = new float[MIN_CAPACITY];
    private double[] wide = new double[0]; // used instead once a value did not fit a float
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

    /** Number of the first slot held. */
    int first() {
        return first;
    }

    /** Number of the next slot. */
    int next() {
        return first + size;
    }

    /** Number of missing slots since the last known one. */
    int trailingGap() {
        return trailingGap;
    }

    int knownSlots() {
        return known.cardinality();
    }

    /** Number of known slots from slot {@code number} on. */
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
            resize(size + Math.max(MIN_CAPACITY, size / 16));
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
            // Rounded even so: a value must read the same whatever the other values are.
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

    /** Drops the slots before {@code number}. */
    void forgetBefore(int number) {
        int dropped = number - first;
        if (dropped > 0) {
            size -= dropped;
            Object held = isWide() ? wide : values;
            System.arraycopy(held, dropped, held, 0, size);
            known = known.get(dropped, dropped + size);
            first = number;
        }
    }

    /** Grows the array to {@code slots} in all. */
    private void resize(int slots) {
        if (isWide()) {
            wide = Arrays.copyOf(wide, slots);
        } else {
            values = Arrays.copyOf(values, slots);
        }
    }
}

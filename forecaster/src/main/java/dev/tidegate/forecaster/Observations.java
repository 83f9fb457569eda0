package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;

/** The trailing slots of one series, numbered from the first that was ever observed. Not thread-safe. */
final class Observations {
    private final Duration step;
    private Instant end = Instant.EPOCH;
    private double[] values = new double[64];
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
        return end;
    }

    /** Start of slot {@code number}. */
    Instant timeAt(int number) {
        return end.minus(step.multipliedBy(next() - number));
    }

    /** The value of slot {@code number}, empty when it is missing. */
    OptionalDouble at(int number) {
        int i = number - first;
        return known.get(i) ? OptionalDouble.of(values[i]) : OptionalDouble.empty();
    }

    void startAt(Instant start) {
        first = 0;
        size = 0;
        trailingGap = 0;
        known.clear();
        end = start;
    }

    void add(OptionalDouble value) {
        if (size == values.length) {
            makeRoom();
        }
        if (value.isPresent()) {
            values[size] = value.getAsDouble();
            known.set(size);
        }
        trailingGap = value.isPresent() ? 0 : trailingGap + 1;
        size++;
        end = end.plus(step);
    }

    Series all() {
        return between(first, next());
    }

    /** Slots {@code from} to before {@code to}, by number. */
    Series between(int from, int to) {
        return Series.of(
                timeAt(from),
                step,
                Arrays.copyOfRange(values, from - first, to - first),
                known.get(from - first, to - first));
    }

    /** Lets go of the slots before {@code number}. */
    void forgetBefore(int number) {
        int gone = number - first;
        if (gone > 0) {
            size -= gone;
            System.arraycopy(values, gone, values, 0, size);
            known = known.get(gone, gone + size);
            first = number;
        }
    }

    private void makeRoom() {
        values = Arrays.copyOf(values, values.length + Math.min(values.length, 4_096));
    }
}

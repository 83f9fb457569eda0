package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;

/** The trailing slots of one series, at least {@code capacity} of them once there are. Not thread-safe. */
final class Observations {
    private final Duration step;
    private final int capacity;
    private Instant end = Instant.EPOCH;
    private double[] values = new double[64];
    private BitSet known = new BitSet();
    private int size;
    private int trailingGap;

    Observations(Duration step, int capacity) {
        this.step = step;
        this.capacity = capacity;
    }

    boolean isEmpty() {
        return size == 0;
    }

    int size() {
        return size;
    }

    /** Missing slots since the last known one. */
    int trailingGap() {
        return trailingGap;
    }

    int knownSlots() {
        return known.cardinality();
    }

    /** Start of the next slot; meaningless while empty. */
    Instant end() {
        return end;
    }

    void startAt(Instant start) {
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
        return Series.of(
                end.minus(step.multipliedBy(size)), step, Arrays.copyOf(values, size), known);
    }

    /** Lets go of all but the last {@code capacity} slots. */
    void trim() {
        if (size > capacity) {
            int from = size - capacity;
            System.arraycopy(values, from, values, 0, capacity);
            known = known.get(from, size);
            size = capacity;
        }
    }

    private void makeRoom() {
        values = Arrays.copyOf(values, values.length + Math.min(values.length, 4_096));
    }
}

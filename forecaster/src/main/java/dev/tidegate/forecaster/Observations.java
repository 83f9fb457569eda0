package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Series;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;

/** The trailing slots of one series, at most {@code capacity} of them. Not thread-safe. */
final class Observations {
    private final Duration step;
    private final int capacity;
    private Instant end = Instant.EPOCH;
    private double[] values = new double[64];
    private BitSet known = new BitSet();
    private int size;

    Observations(Duration step, int capacity) {
        this.step = step;
        this.capacity = capacity;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** Start of the next slot; meaningless while empty. */
    Instant end() {
        return end;
    }

    void startAt(Instant start) {
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
        size++;
        end = end.plus(step);
    }

    Series series() {
        Series all =
                Series.of(
                        end.minus(step.multipliedBy(size)),
                        step,
                        Arrays.copyOf(values, size),
                        known);
        return all.last(capacity);
    }

    private void makeRoom() {
        if (size < 2 * capacity) {
            values = Arrays.copyOf(values, Math.min(2 * capacity, 2 * size));
            return;
        }
        System.arraycopy(values, size - capacity, values, 0, capacity);
        known = known.get(size - capacity, size);
        size = capacity;
    }
}

package dev.tidegate.forecaster.series;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;

/**
 * Values on a regular grid: slot {@code i} covers {@code [start + i * step, start + (i + 1) * step)} and is known or
 * missing. Zero is a value, not an absence. The unit is the caller's. Immutable and thread-safe.
 */
public final class Series {
    private final Instant start;
    private final Duration step;
    private final double[] values; // shared between views of one series, never written
    private final BitSet known; // shared like the values
    private final int size;
    private final boolean whole; // no slot is missing; saves most lookups

    private Series(Instant start, Duration step, double[] values, BitSet known, int size) {
        this.start = start;
        this.step = step;
        this.values = values;
        this.known = known;
        this.size = size;
        whole = known.nextClearBit(0) >= size;
    }

    /** Copies its arguments; bit {@code i} of {@code known} says whether {@code values[i]} counts. */
    public static Series of(Instant start, Duration step, double[] values, BitSet known) {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        if (known.length() > values.length) {
            throw new IllegalArgumentException(
                    "known marks slot " + (known.length() - 1) + " of " + values.length);
        }
        for (int i = known.nextSetBit(0); i >= 0; i = known.nextSetBit(i + 1)) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "known value of slot " + i + " must be finite, was " + values[i]);
            }
        }
        return new Series(start, step, values.clone(), (BitSet) known.clone(), values.length);
    }

    /** A series with every slot known. */
    public static Series of(Instant start, Duration step, double... values) {
        BitSet known = new BitSet(values.length);
        known.set(0, values.length);
        return of(start, step, values, known);
    }

    public int size() {
        return size;
    }

    public Instant start() {
        return start;
    }

    /** End of the last slot: the origin of a forecast made with all of this series. */
    public Instant end() {
        return timeAt(size);
    }

    public Duration step() {
        return step;
    }

    /** Start of slot {@code i}, which may lie outside the series. */
    public Instant timeAt(int i) {
        return start.plus(step.multipliedBy(i));
    }

    public boolean isKnown(int i) {
        return whole ? check(i) >= 0 : known.get(check(i));
    }

    /** The value of a known slot; throws {@link IllegalStateException} when it is missing. */
    public double value(int i) {
        if (!isKnown(i)) {
            throw new IllegalStateException("slot " + i + " at " + timeAt(i) + " is missing");
        }
        return values[i];
    }

    /** The value of slot {@code i}, empty when it is missing. */
    public OptionalDouble at(int i) {
        return isKnown(i) ? OptionalDouble.of(values[i]) : OptionalDouble.empty();
    }

    /** A series with each known value replaced by {@code change} of it and its slot. */
    public Series map(Change change) {
        double[] changed = new double[size];
        for (int i = 0; i < size; i++) {
            if (whole || known.get(i)) {
                changed[i] = change.of(values[i], i);
                if (!Double.isFinite(changed[i])) {
                    throw new IllegalArgumentException(
                            "changed value of slot " + i + " must be finite, was " + changed[i]);
                }
            }
        }
        return new Series(start, step, changed, known, size);
    }

    /** A change of one value, for {@link #map}. */
    @FunctionalInterface
    public interface Change {
        double of(double value, int slot);
    }

    /** The slots that had ended by {@code origin}. */
    public Series before(Instant origin) {
        long ended = Duration.between(start, origin).dividedBy(step);
        return new Series(start, step, values, known, (int) Math.max(0, Math.min(size, ended)));
    }

    /** The first {@code slots} slots, or all if there are fewer. */
    public Series first(int slots) {
        return new Series(start, step, values, known, Math.max(0, Math.min(size, slots)));
    }

    /** Number of slots that start before {@code instant}, also beyond the end of the series. */
    public long slotsBefore(Instant instant) {
        Duration since = Duration.between(start, instant);
        return since.isNegative() ? 0 : since.plus(step).minusNanos(1).dividedBy(step);
    }

    /** The last {@code slots} slots, or all if there are fewer. */
    public Series last(int slots) {
        int from = Math.max(0, size - slots);
        return new Series(
                timeAt(from),
                step,
                Arrays.copyOfRange(values, from, size),
                known.get(from, size),
                size - from);
    }

    /** Number of known slots. */
    public int knownSlots() {
        return known.get(0, size).cardinality();
    }

    private int check(int i) {
        if (i < 0 || i >= size) {
            throw new IndexOutOfBoundsException("slot " + i + " of " + size);
        }
        return i;
    }
}

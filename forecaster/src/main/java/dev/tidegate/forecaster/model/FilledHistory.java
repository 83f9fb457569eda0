package dev.tidegate.forecaster.model;

import java.util.Arrays;

/**
 * The latest values of a series without gaps. Known values live in a {@link LagHistory} that other models may share;
 * only the values this model fills in for missing slots are its own. Slots are added in order and numbered as in the
 * history. Not thread-safe.
 */
public final class FilledHistory {
    private static final int MIN_CAPACITY = 8;

    private final int span; // slots that are kept
    private LagHistory values;
    private int[] slots = {}; // missing slots, ascending
    private float[] filled = {};
    private int oldest; // index of the oldest one kept
    private int end;

    /** Keeps at least the last {@code span} values, numbered from {@code first}. */
    public FilledHistory(int span, int first) {
        this.span = span;
        values =
                new LagHistory(
                        span + 1, first); // one spare: a model that shares it may be a slot ahead
    }

    /** Shares the latest values of another model if one has them. */
    public void share(PreparedHistory past) {
        values = past.shared(values);
    }

    public void add(int slot, double value) {
        values.add(slot, value);
    }

    /** Adds {@code value} for a slot without one. */
    public void fill(int slot, double value) {
        values.add(slot, value);
        while (oldest < end && slots[oldest] < slot - span) {
            oldest++;
        }
        if (end == slots.length) {
            grow();
        }
        slots[end] = slot;
        filled[end++] = (float) value;
    }

    private void grow() {
        int count = end - oldest;
        int capacity = Math.max(MIN_CAPACITY, count + count / 2);
        slots = Arrays.copyOf(Arrays.copyOfRange(slots, oldest, end), capacity);
        filled = Arrays.copyOf(Arrays.copyOfRange(filled, oldest, end), capacity);
        oldest = 0;
        end = count;
    }

    public double value(int slot) {
        if (oldest < end && slot >= slots[oldest] && slot <= slots[end - 1]) {
            int at = Arrays.binarySearch(slots, oldest, end, slot);
            return at >= 0 ? filled[at] : values.value(slot);
        }
        return values.value(slot);
    }
}

package dev.tidegate.forecaster.model;

import java.util.Arrays;

/**
 * The latest values, which other models may hold too, with a model's own numbers where nothing was seen: only those take room
 * of their own. Slots come in order, numbered as in the history. Not thread-safe.
 */
public final class FilledHistory {
    private static final int LEAST_ROOM = 8;

    private final int span; // slots that are kept
    private LagHistory values;
    private int[] slots = {}; // that nothing was seen in, ascending
    private float[] fills = {};
    private int from; // the oldest of them that is kept
    private int to;

    /** Keeps at least the last {@code span} values, numbered from {@code first}. */
    public FilledHistory(int span, int first) {
        this.span = span;
        values = new LagHistory(span + 1, first); // whoever shares it may be a slot ahead
    }

    /** Goes on with the latest values that another model keeps, if one does. */
    public void share(PreparedHistory past) {
        values = past.shared(values);
    }

    public void add(int slot, double value) {
        values.add(slot, value);
    }

    /** Takes {@code value} for a slot in which nothing was seen. */
    public void fill(int slot, double value) {
        values.add(slot, value);
        while (from < to && slots[from] < slot - span) {
            from++;
        }
        if (to == slots.length) {
            makeRoom();
        }
        slots[to] = slot;
        fills[to++] = (float) value;
    }

    private void makeRoom() {
        int held = to - from;
        int room = Math.max(LEAST_ROOM, held + held / 2);
        slots = Arrays.copyOf(Arrays.copyOfRange(slots, from, to), room);
        fills = Arrays.copyOf(Arrays.copyOfRange(fills, from, to), room);
        from = 0;
        to = held;
    }

    public double value(int slot) {
        if (from < to && slot >= slots[from] && slot <= slots[to - 1]) {
            int at = Arrays.binarySearch(slots, from, to, slot);
            return at >= 0 ? fills[at] : values.value(slot);
        }
        return values.value(slot);
    }
}

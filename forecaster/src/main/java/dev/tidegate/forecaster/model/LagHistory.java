package dev.tidegate.forecaster.model;

/**
 * A ring buffer of the latest values with running sums at regular positions, so that the mean of any range is cheap.
 * Models that are updated together can share one; each offers every slot and only the first offer counts (see {@link
 * PreparedHistory#shared}). Not thread-safe.
 */
public final class LagHistory {
    private static final int BLOCK = 16;

    private final float[] values; // ring
    private final double[] sums; // ring: the sum of all values before each block
    private final int first; // first slot ever
    private int base; // slot at index 0 of the ring
    private int size;
    private double sum; // of all values

    /** Keeps at least the last {@code slots} values, numbered from 0. */
    public LagHistory(int slots) {
        this(slots, 0);
    }

    /** Likewise, numbered from {@code first}. */
    public LagHistory(int slots, int first) {
        this.first = first;
        base = first;
        size = first;
        int blocks = slots / BLOCK + 2;
        values = new float[blocks * BLOCK];
        sums = new double[blocks];
    }

    /** Adds the value of {@code slot}, unless another model that shares this history has already done so. */
    public void add(int slot, double value) {
        if (slot == size) {
            add(value);
        }
    }

    public void add(double value) {
        if (size - base == values.length) {
            base = size;
        }
        int index = size - base;
        if (index % BLOCK == 0) {
            sums[index / BLOCK] = sum;
        }
        values[index] = (float) value;
        sum += values[index];
        size++;
    }

    /** Number of the next slot. */
    public int size() {
        return size;
    }

    /** Number of values kept. */
    int capacity() {
        return values.length;
    }

    /** The oldest slot still held. */
    public int oldest() {
        return Math.max(first, size - values.length);
    }

    public boolean holds(int slot) {
        return slot >= oldest();
    }

    public double value(int slot) {
        return values[index(slot)];
    }

    /** Mean of the slots {@code from} to before {@code to}. */
    public double mean(int from, int to) {
        double total = to - from <= BLOCK ? sum(from, to) : sumBefore(to) - sumBefore(from);
        return total / (to - from);
    }

    /** Sums one by one, which is faster for a few slots. */
    private double sum(int from, int to) {
        int index = index(from);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[index];
            index = index + 1 == values.length ? 0 : index + 1;
        }
        return sum;
    }

    private double sumBefore(int slot) {
        if (slot == size) {
            return sum;
        }
        int index = index(slot);
        double before = sums[index / BLOCK];
        for (int i = index & -BLOCK; i < index; i++) {
            before += values[i];
        }
        return before;
    }

    private int index(int slot) {
        int index = slot - base;
        return index < 0 ? index + values.length : index;
    }
}

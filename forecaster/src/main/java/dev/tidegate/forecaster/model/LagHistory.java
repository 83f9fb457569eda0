package dev.tidegate.forecaster.model;

/**
 * The latest values, and the running sum at every few of them, so that any mean costs few steps. Models that are carried along
 * together can hold one, which each offers every slot (see {@link PreparedHistory#shared}). Not thread-safe.
 */
public final class LagHistory {
    private static final int BLOCK = 16;

    private final float[] values; // ring
    private final double[] sums; // ring: of all values before a block
    private final int first; // slot
    private int base; // slot at the start of the ring's present turn
    private int size;
    private double sum; // of all values

    /** Keeps at least the last {@code slots} values, numbered from nought. */
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

    /** Takes a slot's value, unless another model that holds this has brought one. */
    public void add(int slot, double value) {
        if (slot == size) {
            add(value);
        }
    }

    public void add(double value) {
        if (size - base == values.length) {
            base = size;
        }
        int at = size - base;
        if (at % BLOCK == 0) {
            sums[at / BLOCK] = sum;
        }
        values[at] = (float) value;
        sum += values[at];
        size++;
    }

    /** Number of the slot that comes next. */
    public int size() {
        return size;
    }

    /** How many values are kept. */
    int room() {
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
        return values[place(slot)];
    }

    /** Mean of the slots {@code from} to before {@code to}. */
    public double mean(int from, int to) {
        double between = to - from <= BLOCK ? sum(from, to) : sumBefore(to) - sumBefore(from);
        return between / (to - from);
    }

    /** Added up one by one, which is the shorter way for a few slots. */
    private double sum(int from, int to) {
        int at = place(from);
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[at];
            at = at + 1 == values.length ? 0 : at + 1;
        }
        return sum;
    }

    private double sumBefore(int slot) {
        if (slot == size) {
            return sum;
        }
        int at = place(slot);
        double before = sums[at / BLOCK];
        for (int i = at & -BLOCK; i < at; i++) {
            before += values[i];
        }
        return before;
    }

    private int place(int slot) {
        int at = slot - base;
        return at < 0 ? at + values.length : at;
    }
}

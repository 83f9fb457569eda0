package dev.tidegate.forecaster.model.regression;

/** The latest values with their running sum, so that any mean over them costs two look-ups. */
final class LagHistory {
    private final double[] values;
    private final double[] sums; // sums[i & mask]: of all values before slot i
    private final int mask;
    private final int kept;
    private int size;

    /** Keeps at least the last {@code slots} values. */
    LagHistory(int slots) {
        int length = Integer.highestOneBit(Math.max(2, slots)) * 2;
        values = new double[length];
        sums = new double[length];
        mask = length - 1;
        kept = length - 1;
    }

    void add(double value) {
        values[size & mask] = value;
        double sum = sums[size & mask] + value;
        size++;
        sums[size & mask] = sum;
    }

    int size() {
        return size;
    }

    /** The oldest slot still held. */
    int oldest() {
        return Math.max(0, size - kept);
    }

    boolean holds(int slot) {
        return slot >= oldest();
    }

    double value(int slot) {
        return values[slot & mask];
    }

    /** Mean of the slots {@code from} to before {@code to}. */
    double mean(int from, int to) {
        return (sums[to & mask] - sums[from & mask]) / (to - from);
    }
}

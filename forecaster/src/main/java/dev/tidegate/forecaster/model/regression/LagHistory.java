package dev.tidegate.forecaster.model.regression;

/** The running sum of the latest values, so that any mean over them costs two look-ups. Not thread-safe. */
final class LagHistory {
    private final double[] sums; // ring: of all values before a slot
    private int base; // slot at the start of the ring's present turn
    private int size;

    /** Keeps at least the last {@code slots} values. */
    LagHistory(int slots) {
        sums = new double[slots + 1];
    }

    void add(double value) {
        double sum = sumBefore(size) + value;
        size++;
        if (size - base == sums.length) {
            base = size;
        }
        sums[size - base] = sum;
    }

    int size() {
        return size;
    }

    /** The oldest slot still held. */
    int oldest() {
        return Math.max(0, size - sums.length + 1);
    }

    boolean holds(int slot) {
        return slot >= oldest();
    }

    /** To within rounding of the sum, which is far below any noise. */
    double value(int slot) {
        return sumBefore(slot + 1) - sumBefore(slot);
    }

    /** Mean of the slots {@code from} to before {@code to}. */
    double mean(int from, int to) {
        return (sumBefore(to) - sumBefore(from)) / (to - from);
    }

    private double sumBefore(int slot) {
        int at = slot - base;
        return sums[at < 0 ? at + sums.length : at];
    }
}

package dev.tidegate.forecaster.interval;

/**
 * The latest errors, kept sorted, with the conformal quantile: ranks are taken among one more than was
 * seen (Vovk, Gammerman, Shafer 2005), and beyond the largest the tail falls off exponentially. Adding costs
 * a binary search and a move. Not thread-safe.
 */
public final class ErrorWindow {
    private static final double TAIL = 0.05; // share of errors that the tail's scale is taken from
    private static final int LEAST_TAIL = 4;
    private static final double LARGEST = 1e30; // so that differences stay finite

    private final float[] arrived; // ring, in order of arrival
    private final float[] sorted;
    private int next;
    private int size;

    public ErrorWindow(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
        }
        arrived = new float[capacity];
        sorted = new float[capacity];
    }

    public int size() {
        return size;
    }

    public void add(double error) {
        float value = (float) Math.max(-LARGEST, Math.min(LARGEST, error));
        if (size == arrived.length) {
            int gone = place(arrived[next]);
            System.arraycopy(sorted, gone + 1, sorted, gone, size - gone - 1);
            size--;
        }
        int at = place(value);
        System.arraycopy(sorted, at, sorted, at + 1, size - at);
        sorted[at] = value;
        arrived[next] = value;
        next = (next + 1) % arrived.length;
        size++;
    }

    /** The error not exceeded with {@code probability}; 0 as long as nothing was seen. */
    public double quantile(double probability) {
        if (size == 0) {
            return 0;
        }
        double rank = probability * (size + 1) - 1;
        if (rank < 0) {
            return sorted[0] - tail(0, 1) * Math.log(1 / (probability * (size + 1)));
        }
        if (rank > size - 1) {
            return sorted[size - 1]
                    + tail(size - 1, -1) * Math.log(1 / ((1 - probability) * (size + 1)));
        }
        int low = Math.min((int) rank, Math.max(0, size - 2));
        double high = sorted[Math.min(low + 1, size - 1)];
        return sorted[low] + (rank - low) * (high - sorted[low]);
    }

    /** Share of errors below {@code error}, one half more on either side. */
    public double rankOf(double error) {
        return (place((float) error) + 0.5) / (size + 1);
    }

    /** Mean excess over the error that starts the tail at {@code end}, walking by {@code inward}. */
    private double tail(int end, int inward) {
        int count = Math.min(size - 1, Math.max(LEAST_TAIL, (int) (TAIL * size)));
        if (count < 1) {
            return 0;
        }
        double start = sorted[end + inward * count];
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.abs(sorted[end + inward * i] - start);
        }
        return sum / count;
    }

    private int place(float value) {
        int first = 0;
        int left = size;
        while (left > 0) { // steps without branches: their outcome cannot be foretold
            int half = left >>> 1;
            boolean after = sorted[first + half] < value;
            first = after ? first + half + 1 : first;
            left = after ? left - half - 1 : half;
        }
        return first;
    }
}

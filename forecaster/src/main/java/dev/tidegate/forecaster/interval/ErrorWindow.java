package dev.tidegate.forecaster.interval;

/**
 * Errors of late, kept sorted, with the conformal quantile: ranks are taken among one more than was
 * seen (Vovk, Gammerman, Shafer 2005), and beyond the largest the tail falls off exponentially. An error is kept to
 * about three digits, as the upper half of a float. When the window is full one leaves for each that comes, drawn from all over
 * it by steps of the golden section, so that errors fade with age (biased reservoir: Aggarwal 2006) and none has to be known
 * by its age. Adding costs a binary search and a move. Not thread-safe.
 */
public final class ErrorWindow {
    private static final double TAIL = 0.05; // share of errors that the tail's scale is taken from
    private static final int LEAST_TAIL = 4;
    private static final double LARGEST = 1e30; // so that differences stay finite

    private static final int GOLDEN = 0x9e3779b9; // of all whole numbers of 32 bits, that share

    private final short[] sorted; // codes
    private int size;
    private int draw; // place of the next to leave, as a share of all

    public ErrorWindow(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
        }
        sorted = new short[capacity];
    }

    public int size() {
        return size;
    }

    public void add(double error) {
        add(error, below(error));
    }

    /** @param below how many errors lie below it */
    void add(double error, int below) {
        short code = code(error);
        int at = below;
        if (size == sorted.length) {
            draw += GOLDEN;
            int gone = (int) ((Integer.toUnsignedLong(draw) * size) >>> Integer.SIZE);
            at -= gone < at ? 1 : 0;
            // What lies between the place of the one that leaves and the newcomer's moves over by
            // one.
            if (gone < at) {
                System.arraycopy(sorted, gone + 1, sorted, gone, at - gone);
            } else {
                System.arraycopy(sorted, at, sorted, at + 1, gone - at);
            }
        } else {
            System.arraycopy(sorted, at, sorted, at + 1, size - at);
            size++;
        }
        sorted[at] = code;
    }

    /** The error not exceeded with {@code probability}; 0 as long as nothing was seen. */
    public double quantile(double probability) {
        if (size == 0) {
            return 0;
        }
        double rank = probability * (size + 1) - 1;
        if (rank < 0) {
            return error(0) - tail(0, 1) * Math.log(1 / (probability * (size + 1)));
        }
        if (rank > size - 1) {
            return error(size - 1)
                    + tail(size - 1, -1) * Math.log(1 / ((1 - probability) * (size + 1)));
        }
        int low = Math.min((int) rank, Math.max(0, size - 2));
        double high = error(Math.min(low + 1, size - 1));
        return error(low) + (rank - low) * (high - error(low));
    }

    /** How many errors lie below {@code error}. */
    int below(double error) {
        return place(code(error));
    }

    /**
     * Whether {@code error} is no larger than the quantile, which need not be computed where the errors on either side of it
     * tell.
     *
     * @param below how many errors lie below it
     */
    boolean isUnder(double error, int below, double probability) {
        double rank = probability * (size + 1) - 1;
        if (rank >= below && below < size) {
            return true; // an error no smaller lies at the rank or before it
        }
        return rank > below - 1 && error <= quantile(probability);
    }

    /** Share of errors below {@code error}, one half more on either side. */
    public double rankOf(double error) {
        return (below(error) + 0.5) / (size + 1);
    }

    /** Mean excess over the error that starts the tail at {@code end}, walking by {@code inward}. */
    private double tail(int end, int inward) {
        int count = Math.min(size - 1, Math.max(LEAST_TAIL, (int) (TAIL * size)));
        if (count < 1) {
            return 0;
        }
        double start = error(end + inward * count);
        double sum = 0;
        for (int i = 0; i < count; i++) {
            sum += Math.abs(error(end + inward * i) - start);
        }
        return sum / count;
    }

    private double error(int rank) {
        int code = sorted[rank];
        return Float.intBitsToFloat((code < 0 ? code ^ 0x7fff : code) << 16);
    }

    /** The upper half of a float, rounded, and below zero turned around so that codes are ordered as errors are. */
    private static short code(double error) {
        float held = (float) Math.max(-LARGEST, Math.min(LARGEST, error));
        int code = (Float.floatToRawIntBits(held + 0f) + 0x8000) >> 16;
        return (short) (code < 0 ? code ^ 0x7fff : code);
    }

    private int place(short code) {
        int first = 0;
        int left = size;
        while (left > 0) { // steps without branches: their outcome cannot be foretold
            int half = left >>> 1;
            boolean after = sorted[first + half] < code;
            first = after ? first + half + 1 : first;
            left = after ? left - half - 1 : half;
        }
        return first;
    }
}

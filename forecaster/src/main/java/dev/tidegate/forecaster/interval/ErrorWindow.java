package dev.tidegate.forecaster.interval;

/**
 * A window of recent errors, kept sorted, with conformal quantiles: ranks are taken among one more error than was seen
 * (Vovk, Gammerman, Shafer 2005), and beyond the largest error the tail decays exponentially. Errors are stored as the
 * upper half of a float, about three digits. When the window is full each new error replaces one that is drawn from the
 * whole window in steps of the golden section, so that old errors fade (biased reservoir: Aggarwal 2006) without their
 * ages being stored. Adding costs a binary search and an array copy. Not thread-safe.
 */
final class ErrorWindow {
    private static final double TAIL = 0.05; // share of errors that the tail is fitted on
    private static final int MIN_TAIL = 4;
    private static final double MAX_ERROR = 1e30; // so that differences stay finite

    // The golden section, as a share of all 32-bit integers.
    private static final int GOLDEN = 0x9e3779b9;

    private final short[] sorted; // codes
    private int size;
    private int draw; // position of the next error to replace, as a share of the window

    ErrorWindow(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1, was " + capacity);
        }
        sorted = new short[capacity];
    }

    int size() {
        return size;
    }

    /** @param countBelow number of errors below it */
    void add(double error, int countBelow) {
        short code = code(error);
        int at = countBelow;
        if (size == sorted.length) {
            draw += GOLDEN;
            int replaced = (int) ((Integer.toUnsignedLong(draw) * size) >>> Integer.SIZE);
            at -= replaced < at ? 1 : 0;
            // Shift the errors between the replaced position and the new one.
            if (replaced < at) {
                System.arraycopy(sorted, replaced + 1, sorted, replaced, at - replaced);
            } else {
                System.arraycopy(sorted, at, sorted, at + 1, replaced - at);
            }
        } else {
            System.arraycopy(sorted, at, sorted, at + 1, size - at);
            size++;
        }
        sorted[at] = code;
    }

    /** The error not exceeded with {@code probability}; 0 while empty. */
    double quantile(double probability) {
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

    /** Number of errors below {@code error}. */
    int countBelow(double error) {
        return position(code(error));
    }

    /**
     * Whether {@code error} does not exceed the quantile, which is computed only if the ranks of its neighbours do not
     * settle it.
     *
     * @param countBelow number of errors below it
     */
    boolean isUnder(double error, int countBelow, double probability) {
        double rank = probability * (size + 1) - 1;
        if (rank >= countBelow && countBelow < size) {
            return true; // the error at that rank is no smaller
        }
        return rank > countBelow - 1 && error <= quantile(probability);
    }

    /**
     * Mean distance of the tail's errors from its innermost one; the tail starts at {@code end} and extends in steps of
     * {@code inward}.
     */
    private double tail(int end, int inward) {
        int count = Math.min(size - 1, Math.max(MIN_TAIL, (int) (TAIL * size)));
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

    /** The upper half of a float, rounded; negative codes are flipped so that codes sort like errors. */
    private static short code(double error) {
        float clamped = (float) Math.max(-MAX_ERROR, Math.min(MAX_ERROR, error));
        int code = (Float.floatToRawIntBits(clamped + 0f) + 0x8000) >> 16;
        return (short) (code < 0 ? code ^ 0x7fff : code);
    }

    private int position(short code) {
        int first = 0;
        int left = size;
        while (left > 0) { // branch-free, since the branches would be unpredictable
            int half = left >>> 1;
            boolean after = sorted[first + half] < code;
            first = after ? first + half + 1 : first;
            left = after ? left - half - 1 : half;
        }
        return first;
    }
}

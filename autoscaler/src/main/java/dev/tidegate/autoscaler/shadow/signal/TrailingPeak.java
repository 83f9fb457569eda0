package dev.tidegate.autoscaler.shadow.signal;

/**
 * Trailing maximum of the newest {@code width} values. Wide windows are stored in blocks of values, so that a value may
 * stay for up to a block too long, never too short. Amortised O(1) a value, allocates nothing; not thread-safe.
 */
public final class TrailingPeak {
    private static final int MAX_BLOCKS = 64; // blocks per window at most

    private final int blockSize;
    private final int width; // in blocks, with one more for the unfinished one
    private final float[] descending; // ring; the first is the peak
    private final int[] addedAt;
    private int first;
    private int size;
    private int values;

    public TrailingPeak(int width) {
        if (width < 1) {
            throw new IllegalArgumentException("width must be positive, was " + width);
        }
        blockSize = (width + MAX_BLOCKS - 1) / MAX_BLOCKS;
        this.width = blockSize == 1 ? width : width / blockSize + 2;
        descending = new float[this.width];
        addedAt = new int[this.width];
    }

    /** Adds a value and returns the peak. */
    public double add(double value) {
        values++;
        int block = values / blockSize;
        if (size > 0 && addedAt[first] <= block - width) {
            first = next(first);
            size--;
        }
        float added = (float) value;
        while (size > 0 && descending[indexOf(size - 1)] <= added) {
            size--; // it can never be the peak again
        }
        if (size == 0 || addedAt[indexOf(size - 1)] != block) {
            descending[indexOf(size)] = added;
            addedAt[indexOf(size)] = block;
            size++;
        } // else the block's maximum is no smaller and stored already
        return peak();
    }

    /** The peak so far; zero before the first value. */
    public double peak() {
        return size == 0 ? 0 : descending[first];
    }

    private int indexOf(int index) {
        int indexOf = first + index;
        return indexOf < width ? indexOf : indexOf - width;
    }

    private int next(int index) {
        return index + 1 < width ? index + 1 : 0;
    }
}

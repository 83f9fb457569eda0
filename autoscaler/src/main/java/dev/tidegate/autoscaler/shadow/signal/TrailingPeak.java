package dev.tidegate.autoscaler.shadow.signal;

/**
 * Largest of the newest {@code width} values. Wide windows are kept in grains of some values each, so that a value may be
 * remembered for a grain too long, never too short. Amortised O(1) a value, no garbage; not thread-safe.
 */
public final class TrailingPeak {
    private static final int FINEST = 64; // grains that a window is cut into at the most

    private final int grain;
    private final int width; // in grains, one more for the one that is not full
    private final float[] descending; // a ring; its first is the peak
    private final int[] addedAt;
    private int first;
    private int size;
    private int values;

    public TrailingPeak(int width) {
        if (width < 1) {
            throw new IllegalArgumentException("width must be positive, was " + width);
        }
        grain = (width + FINEST - 1) / FINEST;
        this.width = grain == 1 ? width : width / grain + 2;
        descending = new float[this.width];
        addedAt = new int[this.width];
    }

    /** Adds a value and returns the peak. */
    public double add(double value) {
        values++;
        int now = values / grain;
        if (size > 0 && addedAt[first] <= now - width) {
            first = next(first);
            size--;
        }
        float added = (float) value;
        while (size > 0 && descending[place(size - 1)] <= added) {
            size--; // it can never be the peak again
        }
        if (size == 0 || addedAt[place(size - 1)] != now) {
            descending[place(size)] = added;
            addedAt[place(size)] = now;
            size++;
        } // else this grain's peak, no smaller, is there already
        return peak();
    }

    /** The peak so far; zero before the first value. */
    public double peak() {
        return size == 0 ? 0 : descending[first];
    }

    private int place(int index) {
        int place = first + index;
        return place < width ? place : place - width;
    }

    private int next(int index) {
        return index + 1 < width ? index + 1 : 0;
    }
}

package dev.tidegate.autoscaler.shadow;

/** Largest of the newest {@code width} values. Amortised O(1) a value, no garbage; not thread-safe. */
final class TrailingPeak {
    private final int width;
    private final float[] descending; // a ring; its first is the peak
    private final int[] addedAt;
    private int first;
    private int size;
    private int now;

    TrailingPeak(int width) {
        if (width < 1) {
            throw new IllegalArgumentException("width must be positive, was " + width);
        }
        this.width = width;
        descending = new float[width];
        addedAt = new int[width];
    }

    /** Adds a value and returns the peak. */
    double add(double value) {
        now++;
        if (size > 0 && addedAt[first] <= now - width) {
            first = next(first);
            size--;
        }
        float added = (float) value;
        while (size > 0 && descending[place(size - 1)] <= added) {
            size--; // it can never be the peak again
        }
        descending[place(size)] = added;
        addedAt[place(size)] = now;
        size++;
        return peak();
    }

    /** The peak so far; zero before the first value. */
    double peak() {
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

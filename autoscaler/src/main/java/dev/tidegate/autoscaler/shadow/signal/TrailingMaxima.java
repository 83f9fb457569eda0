package dev.tidegate.autoscaler.shadow.signal;

/**
 * Trailing maxima of several series over several windows. Wide windows are stored in blocks of values, so that a value
 * may stay for up to a block too long, never too short. Values must not be negative. Allocates nothing; not thread-safe.
 */
final class TrailingMaxima {
    private static final int MAX_BLOCKS = 64; // blocks per window at most

    private final int series;
    private final Window[] windows;
    private final float[] recent; // by series, as long as the widest window without blocks
    private final int length;
    private int values;

    /** @param widths of the windows, in values */
    TrailingMaxima(int series, int... widths) {
        this.series = series;
        windows = new Window[widths.length];
        int longest = 1;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] < 1) {
                throw new IllegalArgumentException("width must be positive, was " + widths[i]);
            }
            windows[i] = new Window(widths[i], series);
            longest = windows[i].blockSize == 1 ? Math.max(longest, widths[i]) : longest;
        }
        length = longest;
        recent = new float[series * length];
    }

    /** One window over all series. */
    private static final class Window {
        private final int blockSize; // values per block
        private final int width; // in blocks, with one more for the unfinished one
        // By series, a ring of block maxima; empty where a block is one value.
        private final float[] peaks;

        private Window(int values, int series) {
            blockSize = (values + MAX_BLOCKS - 1) / MAX_BLOCKS;
            width = blockSize == 1 ? values : values / blockSize + 2;
            peaks = new float[blockSize == 1 ? 0 : series * width];
        }
    }

    /** Adds a value of each series. */
    void add(double[] newest) {
        values++;
        for (int i = 0; i < series; i++) {
            recent[i * length + values % length] = (float) newest[i];
        }
        for (Window window : windows) {
            if (window.blockSize > 1) {
                addTo(window, newest);
            }
        }
    }

    private void addTo(Window window, double[] newest) {
        int block = values / window.blockSize % window.width;
        boolean startsBlock = values % window.blockSize == 0;
        for (int i = 0; i < series; i++) {
            int at = i * window.width + block;
            float value = (float) newest[i];
            window.peaks[at] = startsBlock ? value : Math.max(window.peaks[at], value);
        }
    }

    /** The maximum of a series in a window. */
    float peak(int index, int window) {
        Window in = windows[window];
        if (in.blockSize > 1) {
            return largest(in.peaks, index * in.width, (index + 1) * in.width);
        }
        int newest = values % length;
        int oldest = newest - in.width + 1;
        int first = index * length;
        float peak = largest(recent, first + Math.max(0, oldest), first + newest + 1);
        return oldest < 0
                ? Math.max(peak, largest(recent, first + length + oldest, first + length))
                : peak;
    }

    private static float largest(float[] values, int from, int until) {
        float largest = 0;
        for (int i = from; i < until; i++) {
            largest = values[i] > largest ? values[i] : largest;
        }
        return largest;
    }
}

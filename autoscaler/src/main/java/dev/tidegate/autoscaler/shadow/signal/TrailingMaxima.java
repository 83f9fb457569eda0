package dev.tidegate.autoscaler.shadow.signal;

/**
 * Largest of the newest values of several series side by side, over several trailing windows. Wide windows are kept in grains of
 * some values each, so that a value may be remembered for a grain too long, never too short. Values are zero or more. No
 * garbage; not thread-safe.
 */
final class TrailingMaxima {
    private static final int FINEST = 64; // grains that a window is cut into at the most

    private final int series;
    private final Window[] windows;
    private final float[] recent; // by series, as much as the widest window without grains needs
    private final int reach;
    private int values;

    /** @param widths of the windows, in values */
    TrailingMaxima(int series, int... widths) {
        this.series = series;
        windows = new Window[widths.length];
        int fine = 1;
        for (int i = 0; i < widths.length; i++) {
            if (widths[i] < 1) {
                throw new IllegalArgumentException("width must be positive, was " + widths[i]);
            }
            windows[i] = new Window(widths[i], series);
            fine = windows[i].grain == 1 ? Math.max(fine, widths[i]) : fine;
        }
        reach = fine;
        recent = new float[series * reach];
    }

    /** One window over all series. */
    private static final class Window {
        private final int grain; // values
        private final int width; // in grains, one more for the one that is not full
        private final float[] peaks; // by series, a ring of grains; empty where a grain is a value

        private Window(int values, int series) {
            grain = (values + FINEST - 1) / FINEST;
            width = grain == 1 ? values : values / grain + 2;
            peaks = new float[grain == 1 ? 0 : series * width];
        }
    }

    /** Adds a value of each series. */
    void add(double[] newest) {
        values++;
        for (int i = 0; i < series; i++) {
            recent[i * reach + values % reach] = (float) newest[i];
        }
        for (Window window : windows) {
            if (window.grain > 1) {
                addTo(window, newest);
            }
        }
    }

    private void addTo(Window window, double[] newest) {
        int place = values / window.grain % window.width;
        boolean fresh = values % window.grain == 0;
        for (int i = 0; i < series; i++) {
            int at = i * window.width + place;
            float value = (float) newest[i];
            window.peaks[at] = fresh ? value : Math.max(window.peaks[at], value);
        }
    }

    /** The peak of a series in a window. */
    float peak(int of, int window) {
        Window in = windows[window];
        if (in.grain > 1) {
            return largest(in.peaks, of * in.width, (of + 1) * in.width);
        }
        int newest = values % reach;
        int oldest = newest - in.width + 1;
        int first = of * reach;
        float peak = largest(recent, first + Math.max(0, oldest), first + newest + 1);
        return oldest < 0
                ? Math.max(peak, largest(recent, first + reach + oldest, first + reach))
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

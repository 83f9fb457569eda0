package dev.tidegate.forecaster.model.season;

/**
 * Locally weighted lines or constants (Cleveland 1979) over evenly spaced points, each with a weight of its own. Not
 * thread-safe: it keeps its kernels and room to work in.
 */
final class Loess {
    private final int span;
    private final boolean lines;
    private double[] kernel = new double[0]; // weights by distance, for the reach below
    private double kernelReach;
    private double[] points = new double[0];
    private double[] importance = new double[0];

    /**
     * @param span neighbours that take part
     * @param lines whether lines are fitted, else constants
     */
    Loess(int span, boolean lines) {
        this.span = span;
        this.lines = lines;
    }

    /**
     * Smooths {@code count} values that stand {@code stride} apart from {@code from}, at every {@code jump}-th
     * point; between those it is interpolated (Cleveland, Cleveland, McRae, Terpenning 1990, section 3.5).
     */
    void smooth(
            double[] values,
            double[] weights,
            int from,
            int stride,
            int count,
            int jump,
            double[] into) {
        if (points.length < count) {
            points = new double[count];
            importance = new double[count];
        }
        for (int i = 0; i < count; i++) { // side by side, for each is looked at many times
            points[i] = values[from + i * stride];
            importance[i] = weights[from + i * stride];
        }
        int before = 0;
        into[from] = at(0, count);
        while (before < count - 1) {
            int next = Math.min(count - 1, before + jump);
            double left = into[from + before * stride];
            double right = at(next, count);
            for (int i = before + 1; i <= next; i++) {
                double part = (double) (i - before) / (next - before);
                into[from + i * stride] = left + part * (right - left);
            }
            before = next;
        }
    }

    private double at(int place, int count) {
        int width = Math.min(span, count);
        int first = Math.max(0, Math.min(count - width, place - width / 2));
        prepare(Math.max(place - first, first + width - 1 - place), Math.max(0, span - count));
        return lines ? line(place, first, width) : constant(place, first, width);
    }

    /** The tricube kernel as far as {@code farthest}, wider by half of what the span lacks. */
    private void prepare(int farthest, int lacking) {
        double reach = farthest + 1 + lacking / 2.0;
        if (reach != kernelReach) {
            kernelReach = reach;
            kernel = kernel.length > farthest ? kernel : new double[farthest + 1];
            for (int i = 0; i <= farthest; i++) {
                double distance = i / reach;
                double cube = 1 - distance * distance * distance;
                kernel[i] = cube * cube * cube;
            }
        }
    }

    private double constant(int place, int first, int width) {
        double sum = 0;
        double sumY = 0;
        for (int i = first; i < first + width; i++) {
            double weight = kernel[Math.abs(i - place)] * importance[i];
            sum += weight;
            sumY += weight * points[i];
        }
        return sum > 0 ? sumY / sum : points[place];
    }

    private double line(int place, int first, int width) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int i = first; i < first + width; i++) {
            double weight = kernel[Math.abs(i - place)] * importance[i];
            double x = i - place;
            double y = points[i];
            sum += weight;
            sumX += weight * x;
            sumY += weight * y;
            sumXx += weight * x * x;
            sumXy += weight * x * y;
        }
        if (!(sum > 0)) {
            return points[place];
        }
        double spread = sumXx - sumX * sumX / sum;
        double slope = spread > 1e-9 * sumXx ? (sumXy - sumX * sumY / sum) / spread : 0;
        return sumY / sum - slope * sumX / sum;
    }
}

package dev.tidegate.forecaster.model.season;

/**
 * Loess: locally weighted lines or constants (Cleveland 1979) over evenly spaced points with individual weights. Not
 * thread-safe: it keeps its kernel and scratch arrays.
 */
final class Loess {
    private final int span;
    private final boolean lines;
    private double[] kernel = new double[0]; // weights by distance, for the radius below
    private double kernelRadius;
    private double[] points = new double[0];
    private double[] pointWeights = new double[0];

    /**
     * @param span number of neighbours in a fit
     * @param lines whether to fit lines instead of constants
     */
    Loess(int span, boolean lines) {
        this.span = span;
        this.lines = lines;
    }

    /**
     * Smooths the {@code count} values that start at {@code from} and lie {@code stride} apart. Fits at every {@code
     * jump}-th point and interpolates between (Cleveland, Cleveland, McRae, Terpenning 1990, section 3.5).
     */
    void smooth(
            double[] values,
            double[] weights,
            int from,
            int stride,
            int count,
            int jump,
            double[] smoothed) {
        if (points.length < count) {
            points = new double[count];
            pointWeights = new double[count];
        }
        for (int i = 0; i < count; i++) { // contiguous copies, since each is read many times
            points[i] = values[from + i * stride];
            pointWeights[i] = weights[from + i * stride];
        }
        int before = 0;
        smoothed[from] = at(0, count);
        while (before < count - 1) {
            int next = Math.min(count - 1, before + jump);
            double left = smoothed[from + before * stride];
            double right = at(next, count);
            for (int i = before + 1; i <= next; i++) {
                double fraction = (double) (i - before) / (next - before);
                smoothed[from + i * stride] = left + fraction * (right - left);
            }
            before = next;
        }
    }

    private double at(int position, int count) {
        int width = Math.min(span, count);
        int first = Math.max(0, Math.min(count - width, position - width / 2));
        prepare(
                Math.max(position - first, first + width - 1 - position),
                Math.max(0, span - count));
        return lines ? line(position, first, width) : constant(position, first, width);
    }

    /**
     * Prepares the tricube kernel up to {@code farthest}, widened by half of {@code lacking} where the span exceeds the
     * points.
     */
    private void prepare(int farthest, int lacking) {
        double radius = farthest + 1 + lacking / 2.0;
        if (radius != kernelRadius) {
            kernelRadius = radius;
            kernel = kernel.length > farthest ? kernel : new double[farthest + 1];
            for (int i = 0; i <= farthest; i++) {
                double distance = i / radius;
                double cube = 1 - distance * distance * distance;
                kernel[i] = cube * cube * cube;
            }
        }
    }

    private double constant(int position, int first, int width) {
        double sum = 0;
        double sumY = 0;
        for (int i = first; i < first + width; i++) {
            double weight = kernel[Math.abs(i - position)] * pointWeights[i];
            sum += weight;
            sumY += weight * points[i];
        }
        return sum > 0 ? sumY / sum : points[position];
    }

    private double line(int position, int first, int width) {
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int i = first; i < first + width; i++) {
            double weight = kernel[Math.abs(i - position)] * pointWeights[i];
            double x = i - position;
            double y = points[i];
            sum += weight;
            sumX += weight * x;
            sumY += weight * y;
            sumXx += weight * x * x;
            sumXy += weight * x * y;
        }
        if (!(sum > 0)) {
            return points[position];
        }
        double spread = sumXx - sumX * sumX / sum;
        double slope = spread > 1e-9 * sumXx ? (sumXy - sumX * sumY / sum) / spread : 0;
        return sumY / sum - slope * sumX / sum;
    }
}

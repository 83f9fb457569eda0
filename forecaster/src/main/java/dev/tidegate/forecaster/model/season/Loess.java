package dev.tidegate.forecaster.model.season;

/** Locally weighted lines (Cleveland 1979) over evenly spaced points, each with a weight of its own. */
final class Loess {
    private Loess() {}

    /**
     * Smooths {@code count} values that stand {@code stride} apart from {@code from}, at every {@code jump}-th
     * point; between those it is interpolated (Cleveland, Cleveland, McRae, Terpenning 1990, section 3.5).
     *
     * @param span neighbours that take part
     * @param lines whether lines are fitted, else constants
     */
    static void smooth(
            double[] values,
            double[] weights,
            int from,
            int stride,
            int count,
            int span,
            int jump,
            boolean lines,
            double[] into) {
        int before = 0;
        into[from] = at(values, weights, from, stride, count, span, lines, 0);
        while (before < count - 1) {
            int next = Math.min(count - 1, before + jump);
            double left = into[from + before * stride];
            double right = at(values, weights, from, stride, count, span, lines, next);
            for (int i = before + 1; i <= next; i++) {
                double part = (double) (i - before) / (next - before);
                into[from + i * stride] = left + part * (right - left);
            }
            before = next;
        }
    }

    private static double at(
            double[] values,
            double[] weights,
            int from,
            int stride,
            int count,
            int span,
            boolean lines,
            int place) {
        int width = Math.min(span, count);
        int first = Math.max(0, Math.min(count - width, place - width / 2));
        double reach = Math.max(place - first, first + width - 1 - place) + 1;
        if (span > count) {
            reach += (span - count) / 2.0;
        }
        double sum = 0;
        double sumX = 0;
        double sumY = 0;
        double sumXx = 0;
        double sumXy = 0;
        for (int i = first; i < first + width; i++) {
            double distance = Math.abs(i - place) / reach;
            double cube = 1 - distance * distance * distance;
            double weight = cube * cube * cube * weights[from + i * stride];
            double x = i - place;
            double y = values[from + i * stride];
            sum += weight;
            sumX += weight * x;
            sumY += weight * y;
            sumXx += weight * x * x;
            sumXy += weight * x * y;
        }
        if (!(sum > 0)) {
            return values[from + place * stride];
        }
        double spread = sumXx - sumX * sumX / sum;
        double slope = lines && spread > 1e-9 * sumXx ? (sumXy - sumX * sumY / sum) / spread : 0;
        return sumY / sum - slope * sumX / sum;
    }
}

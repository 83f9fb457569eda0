package dev.tidegate.forecaster.model;

import dev.tidegate.forecaster.series.Series;

/** The end of a series as a fit needs it: without gaps, each missing slot filled with the value before it. */
public final class KnownValues {
    private KnownValues() {}

    /** The last {@code slots} slots, from the first known one to the last known one. */
    public static double[] last(Series history, int slots) {
        int from = Math.max(0, history.size() - slots);
        int to = history.size() - trailingGap(history);
        if (to <= from) {
            from = Math.max(0, to - slots);
        }
        while (!history.isKnown(from)) {
            from++;
        }
        double[] values = new double[to - from];
        for (int i = from; i < to; i++) {
            values[i - from] = history.isKnown(i) ? history.value(i) : values[i - from - 1];
        }
        return values;
    }

    public static int trailingGap(Series history) {
        int gap = 0;
        while (!history.isKnown(history.size() - 1 - gap)) {
            gap++;
        }
        return gap;
    }

    /** Updates {@code fitted} for the missing slots after the last known one. */
    public static void observeTrailingGap(Series history, FittedModel fitted) {
        for (int i = trailingGap(history); i > 0; i--) {
            fitted.observeMissing();
        }
    }

    /** Mean absolute value, above zero. */
    public static double meanSize(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += Math.abs(value);
        }
        return Math.max(Double.MIN_NORMAL, sum / values.length);
    }
}

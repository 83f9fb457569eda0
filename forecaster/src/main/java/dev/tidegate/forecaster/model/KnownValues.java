package dev.tidegate.forecaster.model;

import dev.tidegate.forecaster.series.Series;

/** The end of a series as a fit wants it: without gaps, each filled with what came before it. */
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

    /** Carries {@code fitted} over the slots after the last known one. */
    public static void passTrailingGap(Series history, FittedModel fitted) {
        for (int i = trailingGap(history); i > 0; i--) {
            fitted.pass();
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

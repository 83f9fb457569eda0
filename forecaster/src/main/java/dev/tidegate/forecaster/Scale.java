package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalDouble;

/**
 * A power of two near the typical value of a series. Models see values of about one whatever the series counts, and
 * absurdly large values are recognized. Scaling by a power of two loses no bit.
 */
record Scale(double size) {
    private static final int SAMPLE = 501;
    private static final double MAX_RATIO = 1e12; // times the typical value

    /** From the median of the known values above zero; 1 when there are none. */
    static Scale of(Series history) {
        double[] sample = new double[SAMPLE];
        int count = 0;
        int skip = Math.max(1, history.size() / SAMPLE);
        for (int i = history.size() - 1; i >= 0 && count < SAMPLE; i -= skip) {
            if (history.isKnown(i) && history.value(i) > 0) {
                sample[count++] = history.value(i);
            }
        }
        if (count == 0) {
            return new Scale(1);
        }
        Arrays.sort(sample, 0, count);
        return new Scale(Math.scalb(1.0, Math.getExponent(sample[count / 2])));
    }

    /** {@code value} in this unit; empty when missing or absurdly large. */
    OptionalDouble scaled(OptionalDouble value) {
        return value.isPresent() && value.getAsDouble() / size <= MAX_RATIO
                ? OptionalDouble.of(value.getAsDouble() / size)
                : OptionalDouble.empty();
    }

    Series scaled(Series history) {
        if (!hasAbsurdValue(history)) {
            return history.map((value, slot) -> value / size);
        }
        double[] values = new double[history.size()];
        BitSet known = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            OptionalDouble value = scaled(history.at(i));
            if (value.isPresent()) {
                values[i] = value.getAsDouble();
                known.set(i);
            }
        }
        return Series.of(history.start(), history.step(), values, known);
    }

    private boolean hasAbsurdValue(Series history) {
        for (int i = 0; i < history.size(); i++) {
            if (history.isKnown(i) && history.value(i) / size > MAX_RATIO) {
                return true;
            }
        }
        return false;
    }
}

package dev.tidegate.forecaster.model;

import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A history with what several models make of it, made once: its logarithm, its decompositions. Not thread-safe.
 */
public final class Past {
    private static final double SHIFT_SHARE = 0.02;
    private static final int SAMPLE = 501;

    private final Series series;
    private final double shift;
    private final Map<Object, Object> made = new HashMap<>();
    private Optional<Past> logarithm = Optional.empty();

    private Past(Series series, double shift) {
        this.series = series;
        this.shift = shift;
    }

    public static Past of(Series series) {
        return new Past(series, 0);
    }

    public Series series() {
        return series;
    }

    /** What {@code make} makes of the history, kept under {@code recipe}. */
    @SuppressWarnings("unchecked") // one recipe always makes one kind of thing
    public <T> T made(Object recipe, Function<Series, T> make) {
        return (T) made.computeIfAbsent(recipe, each -> make.apply(series));
    }

    /**
     * The logarithm of the series after a fiftieth of its median was added, which keeps zeros and quiet hours from ruling a
     * fit.
     */
    Past logarithm() {
        if (logarithm.isEmpty()) {
            double added = shift(series);
            Series logs = series.map((value, slot) -> Math.log(Math.max(0, value) + added));
            logarithm = Optional.of(new Past(logs, added));
        }
        return logarithm.get();
    }

    /** What was added before the logarithm was taken. */
    double shift() {
        return shift;
    }

    /** From the median of a sample that is spread over the history. */
    private static double shift(Series history) {
        int all = history.knownSlots();
        double[] sample = new double[Math.min(SAMPLE, all)];
        int stride = Math.max(1, all / SAMPLE);
        int known = 0;
        double largest = 0;
        for (int i = history.size() - 1; i >= 0; i--) {
            if (history.isKnown(i)) {
                largest = Math.max(largest, history.value(i));
                if (known % stride == 0 && known / stride < sample.length) {
                    sample[known / stride] = Math.max(0, history.value(i));
                }
                known++;
            }
        }
        Arrays.sort(sample);
        double median = sample[sample.length / 2];
        double size = median > 0 ? median : largest;
        return size > 0 ? SHIFT_SHARE * size : 1;
    }
}

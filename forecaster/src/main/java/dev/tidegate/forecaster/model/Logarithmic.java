package dev.tidegate.forecaster.model;

import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Another model on the logarithm of the series, so that what it adds, multiplies. A fiftieth of the median is
 * added first, which keeps zeros and quiet hours from ruling the fit.
 */
public record Logarithmic(Model inner) implements Model {
    private static final double SHIFT_SHARE = 0.02;
    private static final double LARGEST_EXPONENT = 600;
    private static final int SAMPLE = 501;

    @Override
    public String name() {
        return "log-" + inner.name();
    }

    @Override
    public List<String> variants() {
        return inner.variants().stream().map(v -> "log-" + v).toList();
    }

    @Override
    public int leastSlots(int variant) {
        return inner.leastSlots(variant);
    }

    @Override
    public boolean growsStale() {
        return inner.growsStale();
    }

    @Override
    public FittedModel fit(Series history) {
        double shift = shift(history);
        Series logs = history.map((value, slot) -> Math.log(Math.max(0, value) + shift));
        return new Fitted(inner.fit(logs), shift);
    }

    /** From the median of a sample that is spread over the history. */
    private static double shift(Series history) {
        double[] sample = new double[Math.min(SAMPLE, history.knownSlots())];
        int stride = Math.max(1, history.knownSlots() / SAMPLE);
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

    private record Fitted(FittedModel inner, double shift) implements FittedModel {
        @Override
        public void observe(OptionalDouble value) {
            inner.observe(
                    value.isPresent()
                            ? OptionalDouble.of(Math.log(Math.max(0, value.getAsDouble()) + shift))
                            : value);
        }

        @Override
        public double ahead(int variant, int steps) {
            double log = Math.min(LARGEST_EXPONENT, inner.ahead(variant, steps));
            return Math.max(0, Math.exp(log) - shift);
        }
    }
}

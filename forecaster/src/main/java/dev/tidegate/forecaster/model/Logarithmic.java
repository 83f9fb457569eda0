package dev.tidegate.forecaster.model;

import dev.tidegate.forecaster.series.Series;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Another model on the logarithm of the series, so that what it adds, multiplies.
 */
public record Logarithmic(Model inner) implements Model {
    private static final double LARGEST_EXPONENT = 600;

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
        return fit(Past.of(history));
    }

    @Override
    public FittedModel fit(Past past) {
        Past logs = past.logarithm();
        return new Fitted(inner.fit(logs), logs.shift());
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

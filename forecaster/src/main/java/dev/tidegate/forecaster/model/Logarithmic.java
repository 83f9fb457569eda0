package dev.tidegate.forecaster.model;

import java.util.List;

/** Another model on the logarithm of the series, so that its additive components become multiplicative. */
public record Logarithmic(Model inner) implements Model {
    @Override
    public String name() {
        return "log-" + inner.name();
    }

    @Override
    public List<String> variants() {
        return inner.variants().stream().map(v -> "log-" + v).toList();
    }

    @Override
    public int minSlots(int variant) {
        return inner.minSlots(variant);
    }

    @Override
    public boolean needsRefit() {
        return inner.needsRefit();
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        PreparedHistory.Logarithms logarithms = past.logarithms();
        return new Fitted(inner.fit(logarithms.past()), logarithms.scale());
    }

    private record Fitted(FittedModel inner, ShiftedLogarithm scale) implements FittedModel {
        @Override
        public void observe(double value) {
            inner.observe(scale.of(value));
        }

        @Override
        public void observeMissing() {
            inner.observeMissing();
        }

        @Override
        public double forecast(int variant, int steps) {
            return scale.inverse(inner.forecast(variant, steps));
        }
    }
}

package dev.tidegate.forecaster;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.series.Series;
import java.util.Optional;
import java.util.OptionalDouble;

/** One model's seat: asleep until its model has been fitted, then carried along with the series. */
final class Expert {
    private final Model model;
    private Optional<FittedModel> fitted = Optional.empty();

    Expert(Model model) {
        this.model = model;
    }

    String name() {
        return model.name();
    }

    boolean isAwake() {
        return fitted.isPresent();
    }

    void refit(Series history) {
        if (history.size() >= model.leastSlots() && history.knownSlots() > 0) {
            fitted = Optional.of(model.fit(history));
        }
    }

    void observe(OptionalDouble value) {
        fitted.ifPresent(f -> f.observe(value));
    }

    double[] forward(int steps) {
        double[] ahead = new double[steps];
        fitted.orElseThrow(() -> new IllegalStateException(name() + " is asleep")).forward(ahead);
        return ahead;
    }
}

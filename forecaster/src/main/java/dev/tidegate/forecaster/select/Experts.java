package dev.tidegate.forecaster.select;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The experts: every variant of every model. A variant sleeps until the history is long enough for it. */
final class Experts {
    private static final FittedModel ASLEEP = new Asleep();

    private final Model[] models;
    private final FittedModel[] fitted; // by model
    private final FittedModel[] experts; // by expert: its fitted model, or ASLEEP
    private final byte[] model; // by expert
    private final byte[] variant; // likewise
    private final boolean[] awake;
    private int slots;
    private int nextToFit; // slots at which the next sleeping model can be fitted
    private int nextToWake; // slots at which the next expert of a fitted model wakes
    private boolean hasValue; // whether any slot so far had a value

    Experts(List<Model> models) {
        this.models = models.toArray(Model[]::new);
        fitted = new FittedModel[this.models.length];
        Arrays.fill(fitted, ASLEEP);
        int size = models.stream().mapToInt(each -> each.variants().size()).sum();
        experts = new FittedModel[size];
        model = new byte[size];
        variant = new byte[size];
        awake = new boolean[size];
        int k = 0;
        for (int m = 0; m < fitted.length; m++) {
            for (int v = 0; v < this.models[m].variants().size(); v++) {
                model[k] = (byte) m;
                variant[k++] = (byte) v;
            }
        }
        updateAwake();
    }

    int size() {
        return experts.length;
    }

    String name(int expert) {
        return models[model[expert]].variants().get(variant[expert]);
    }

    int modelCount() {
        return models.length;
    }

    /** Which experts take part; changes as slots are observed. */
    boolean[] awake() {
        return awake;
    }

    boolean isAnyAwake() {
        for (boolean each : awake) {
            if (each) {
                return true;
            }
        }
        return false;
    }

    /** Whether a sleeping model can be fitted; otherwise the caller need not assemble the history. */
    boolean hasModelToFit() {
        return hasValue && slots >= nextToFit;
    }

    private boolean canFit(int m) {
        return hasValue && fitted[m] == ASLEEP && models[m].minSlots() <= slots;
    }

    /** Starts at the end of {@code history}, with every expert asleep. */
    void startAfter(Series history) {
        slots = history.size();
        hasValue = history.knownSlots() > 0;
    }

    /**
     * Fits a sleeping model if it can be, and with {@code refit} one that needs a refit.
     *
     * @param past history that ends now
     * @return whether a model was fitted
     */
    boolean fit(int m, PreparedHistory past, boolean refit) {
        boolean stale = refit && fitted[m] != ASLEEP && models[m].needsRefit();
        if (!stale && !canFit(m)) {
            return false;
        }
        fitted[m] = models[m].fit(past);
        updateAwake();
        return true;
    }

    void observe(OptionalDouble value) {
        slots++;
        hasValue |= value.isPresent();
        if (value.isPresent()) {
            double known = value.getAsDouble();
            for (FittedModel each : fitted) {
                each.observe(known);
            }
        } else {
            for (FittedModel each : fitted) {
                each.observeMissing();
            }
        }
        if (slots >= nextToWake) {
            updateAwake();
        }
    }

    double forecast(int expert, int steps) {
        return experts[expert].forecast(variant[expert], steps);
    }

    private void updateAwake() {
        nextToFit = Integer.MAX_VALUE;
        nextToWake = Integer.MAX_VALUE;
        for (int k = 0; k < awake.length; k++) {
            int m = model[k];
            experts[k] = fitted[m];
            int min = models[m].minSlots(variant[k]);
            awake[k] = min <= slots && fitted[m] != ASLEEP;
            if (fitted[m] == ASLEEP) {
                nextToFit = Math.min(nextToFit, models[m].minSlots());
            } else if (!awake[k]) {
                nextToWake = Math.min(nextToWake, min);
            }
        }
    }

    /** Placeholder for a model without enough history; it is never asked for a forecast. */
    private static final class Asleep implements FittedModel {
        @Override
        public void observe(double value) {}

        @Override
        public void observeMissing() {}

        @Override
        public double forecast(int variant, int steps) {
            throw new IllegalStateException(
                    "a model was asked for " + steps + " ahead that sleeps");
        }
    }
}

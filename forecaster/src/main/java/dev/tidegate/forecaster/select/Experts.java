package dev.tidegate.forecaster.select;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import dev.tidegate.forecaster.series.Series;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/** The experts: every variant of every model. A variant sleeps until there is history enough for it. */
final class Experts {
    private static final FittedModel ASLEEP = new Asleep();

    private final Model[] models;
    private final FittedModel[] fitted; // by model
    private final FittedModel[] experts; // whom to ask, the model's own or one asleep
    private final byte[] model; // by expert
    private final byte[] variant; // likewise
    private final boolean[] awake;
    private int slots;
    private int nextToFit; // slots at which the next model that sleeps could be fitted
    private int nextToWake; // likewise an expert, while its model is
    private boolean known; // whether any slot so far was

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
        rouse();
    }

    int size() {
        return experts.length;
    }

    String name(int expert) {
        return models[model[expert]].variants().get(variant[expert]);
    }

    int models() {
        return models.length;
    }

    /** Which experts take part; changes as slots are observed. */
    boolean[] awake() {
        return awake;
    }

    boolean isAnyoneAwake() {
        for (boolean each : awake) {
            if (each) {
                return true;
            }
        }
        return false;
    }

    /** Whether a model that sleeps could be fitted, so that the history need not be put together in vain. */
    boolean couldWake() {
        return known && slots >= nextToFit;
    }

    private boolean couldWake(int m) {
        return known && fitted[m] == ASLEEP && models[m].leastSlots() <= slots;
    }

    /** Starts at the end of {@code history}, with everyone asleep. */
    void startAfter(Series history) {
        slots = history.size();
        known = history.knownSlots() > 0;
    }

    /**
     * Fits a model that could wake, or if {@code anew} one that has grown stale.
     *
     * @param past ends now
     * @return whether there was anything to fit
     */
    boolean fit(int m, PreparedHistory past, boolean anew) {
        boolean stale = anew && fitted[m] != ASLEEP && models[m].growsStale();
        if (!stale && !couldWake(m)) {
            return false;
        }
        fitted[m] = models[m].fit(past);
        rouse();
        return true;
    }

    void observe(OptionalDouble value) {
        slots++;
        known |= value.isPresent();
        if (value.isPresent()) {
            double seen = value.getAsDouble();
            for (FittedModel each : fitted) {
                each.observe(seen);
            }
        } else {
            for (FittedModel each : fitted) {
                each.pass();
            }
        }
        if (slots >= nextToWake) {
            rouse();
        }
    }

    double ahead(int expert, int steps) {
        return experts[expert].ahead(variant[expert], steps);
    }

    private void rouse() {
        nextToFit = Integer.MAX_VALUE;
        nextToWake = Integer.MAX_VALUE;
        for (int k = 0; k < awake.length; k++) {
            int m = model[k];
            experts[k] = fitted[m];
            int least = models[m].leastSlots(variant[k]);
            awake[k] = least <= slots && fitted[m] != ASLEEP;
            if (fitted[m] == ASLEEP) {
                nextToFit = Math.min(nextToFit, models[m].leastSlots());
            } else if (!awake[k]) {
                nextToWake = Math.min(nextToWake, least);
            }
        }
    }

    /** Stands for a model without history enough; nobody asks it anything. */
    private static final class Asleep implements FittedModel {
        @Override
        public void observe(double value) {}

        @Override
        public void pass() {}

        @Override
        public double ahead(int variant, int steps) {
            throw new IllegalStateException(
                    "a model was asked for " + steps + " ahead that sleeps");
        }
    }
}

package dev.tidegate.forecaster.select;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.Past;
import dev.tidegate.forecaster.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The experts: every variant of every model. A variant sleeps until there is history enough for it. */
final class Panel {
    private final List<Model> models;
    private final List<Optional<FittedModel>> fitted;
    private final List<Expert> experts = new ArrayList<>();
    private final boolean[] awake;
    private int slots;
    private int asleep; // experts
    private boolean known; // whether any slot so far was

    Panel(List<Model> models) {
        this.models = models;
        fitted = new ArrayList<>(models.stream().map(m -> Optional.<FittedModel>empty()).toList());
        for (int m = 0; m < models.size(); m++) {
            List<String> variants = models.get(m).variants();
            for (int v = 0; v < variants.size(); v++) {
                experts.add(new Expert(variants.get(v), m, v, models.get(m).leastSlots(v)));
            }
        }
        awake = new boolean[experts.size()];
        asleep = awake.length;
    }

    int size() {
        return experts.size();
    }

    String name(int expert) {
        return experts.get(expert).name();
    }

    int models() {
        return models.size();
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
        for (int m = 0; asleep > 0 && m < models.size(); m++) {
            if (couldWake(m)) {
                return true;
            }
        }
        return false;
    }

    private boolean couldWake(int model) {
        return known && fitted.get(model).isEmpty() && models.get(model).leastSlots() <= slots;
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
    boolean fit(int model, Past past, boolean anew) {
        boolean stale = anew && fitted.get(model).isPresent() && models.get(model).growsStale();
        if (!stale && !couldWake(model)) {
            return false;
        }
        fitted.set(model, Optional.of(models.get(model).fit(past)));
        rouse();
        return true;
    }

    void observe(OptionalDouble value) {
        slots++;
        known |= value.isPresent();
        for (Optional<FittedModel> each : fitted) {
            each.ifPresent(f -> f.observe(value));
        }
        if (asleep > 0) {
            rouse();
        }
    }

    double ahead(int expert, int steps) {
        Expert asked = experts.get(expert);
        return fitted.get(asked.model()).orElseThrow().ahead(asked.variant(), steps);
    }

    private void rouse() {
        asleep = 0;
        for (int k = 0; k < awake.length; k++) {
            Expert expert = experts.get(k);
            awake[k] = expert.leastSlots() <= slots && fitted.get(expert.model()).isPresent();
            asleep += awake[k] ? 0 : 1;
        }
    }

    private record Expert(String name, int model, int variant, int leastSlots) {}
}

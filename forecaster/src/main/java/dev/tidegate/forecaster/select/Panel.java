package dev.tidegate.forecaster.select;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
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
    }

    int size() {
        return experts.size();
    }

    String name(int expert) {
        return experts.get(expert).name();
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

    /** Whether {@link #wake} would wake someone, so that the history need not be put together in vain. */
    boolean couldWake() {
        for (int m = 0; m < models.size(); m++) {
            if (fitted.get(m).isEmpty() && models.get(m).leastSlots() <= slots) {
                return true;
            }
        }
        return false;
    }

    /** Fits the models that are not fitted yet and have enough in {@code history}, which ends now. */
    void wake(Series history) {
        slots = history.size();
        for (int m = 0; m < models.size(); m++) {
            if (fitted.get(m).isEmpty()
                    && models.get(m).leastSlots() <= slots
                    && history.knownSlots() > 0) {
                fitted.set(m, Optional.of(models.get(m).fit(history)));
            }
        }
        rouse();
    }

    /** Fits the models anew that have grown stale; {@code history} ends now. */
    void refit(Series history) {
        for (int m = 0; m < models.size(); m++) {
            if (fitted.get(m).isPresent() && models.get(m).growsStale()) {
                fitted.set(m, Optional.of(models.get(m).fit(history)));
            }
        }
    }

    void observe(OptionalDouble value) {
        slots++;
        for (Optional<FittedModel> each : fitted) {
            each.ifPresent(f -> f.observe(value));
        }
        rouse();
    }

    double ahead(int expert, int steps) {
        Expert asked = experts.get(expert);
        return fitted.get(asked.model()).orElseThrow().ahead(asked.variant(), steps);
    }

    private void rouse() {
        for (int k = 0; k < awake.length; k++) {
            Expert expert = experts.get(k);
            awake[k] = expert.leastSlots() <= slots && fitted.get(expert.model()).isPresent();
        }
    }

    private record Expert(String name, int model, int variant, int leastSlots) {}
}

package dev.tidegate.forecaster;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import java.util.List;

/**
 * A model that sleeps for the first {@code slots} slots, however much history there is.
 *
 * @param slots slots of the history during which it sleeps, such as those it was trained on
 */
record SleepingModel(Model model, int slots) implements Model {
    @Override
    public String name() {
        return model.name();
    }

    @Override
    public List<String> variants() {
        return model.variants();
    }

    @Override
    public int minSlots(int variant) {
        return Math.max(slots, model.minSlots(variant));
    }

    @Override
    public boolean needsRefit() {
        return model.needsRefit();
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        return model.fit(past);
    }
}

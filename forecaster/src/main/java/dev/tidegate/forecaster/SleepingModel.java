package dev.tidegate.forecaster;

import dev.tidegate.forecaster.model.FittedModel;
import dev.tidegate.forecaster.model.Model;
import dev.tidegate.forecaster.model.PreparedHistory;
import java.util.List;

/**
 * A model that sleeps at first, whatever history there is.
 *
 * @param slots of the history that it has to sleep through
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
    public int leastSlots(int variant) {
        return Math.max(slots, model.leastSlots(variant));
    }

    @Override
    public boolean growsStale() {
        return model.growsStale();
    }

    @Override
    public FittedModel fit(PreparedHistory past) {
        return model.fit(past);
    }
}

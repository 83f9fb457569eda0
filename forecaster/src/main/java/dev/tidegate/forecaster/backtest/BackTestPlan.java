package dev.tidegate.forecaster.backtest;

import dev.tidegate.forecaster.ExternalModel;
import dev.tidegate.forecaster.ForecasterSettings;
import java.util.List;

/**
 * What a back test plays.
 *
 * @param settings of the forecaster; its reach is what is scored
 * @param from first slot that may be an origin
 * @param origins how many to try, evenly spread from there to the end
 * @param alone names of the models that are also scored each on its own
 * @param guests further models, each scored on its own, and together with all others
 */
public record BackTestPlan(
        ForecasterSettings settings,
        int from,
        int origins,
        List<String> alone,
        List<ExternalModel> guests) {
    public BackTestPlan {
        if (from < 0) {
            throw new IllegalArgumentException("from must not be negative, was " + from);
        }
        if (origins < 2) {
            throw new IllegalArgumentException("origins must be at least 2, were " + origins);
        }
        alone = List.copyOf(alone);
        guests = List.copyOf(guests);
    }

    /** Without guests. */
    public BackTestPlan(ForecasterSettings settings, int from, int origins, List<String> alone) {
        this(settings, from, origins, alone, List.of());
    }
}

package dev.tidegate.forecaster.backtest;

import dev.tidegate.forecaster.ExternalModel;
import dev.tidegate.forecaster.ForecasterSettings;
import java.util.List;

/**
 * What a back test runs.
 *
 * @param settings of the forecaster; its horizon is what is scored
 * @param from first slot that may be an origin
 * @param origins number of origins to try, evenly spread from there to the end
 * @param alone names of the models that are also scored by themselves
 * @param externalModels further models, each scored by itself and together with all others
 */
public record BackTestPlan(
        ForecasterSettings settings,
        int from,
        int origins,
        List<String> alone,
        List<ExternalModel> externalModels) {
    public BackTestPlan {
        if (from < 0) {
            throw new IllegalArgumentException("from must not be negative, was " + from);
        }
        if (origins < 2) {
            throw new IllegalArgumentException("origins must be at least 2, were " + origins);
        }
        alone = List.copyOf(alone);
        externalModels = List.copyOf(externalModels);
    }
}

package dev.tidegate.forecaster.score;

import java.util.OptionalDouble;

/**
 * The scores of one forecaster.
 *
 * @param weightedQuantileLoss 0 is perfect; 0.1 means about a tenth of the demand; empty where there was no demand
 * @param scaledError mean absolute error of the median over that of the seasonal naive forecast in the history; empty
 *     where that forecast was never wrong
 * @param coverage95 share of outcomes under the 0.95 quantile
 * @param coverage99 share of outcomes under the 0.99 quantile
 * @param origins number of forecasts scored
 */
public record Scores(
        OptionalDouble weightedQuantileLoss,
        OptionalDouble scaledError,
        double coverage95,
        double coverage99,
        int origins) {
    public Scores {
        if (origins < 1) {
            throw new IllegalArgumentException("scores need an origin, had " + origins);
        }
    }
}

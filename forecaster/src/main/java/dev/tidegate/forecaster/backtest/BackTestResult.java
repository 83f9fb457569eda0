package dev.tidegate.forecaster.backtest;

import dev.tidegate.forecaster.score.DieboldMariano;
import dev.tidegate.forecaster.score.Scores;
import java.util.Optional;

/**
 * How one forecaster did in a back test.
 *
 * @param secondsAForecast mean time of a refit from nothing with its forecast
 * @param againstSeasonalNaive whether its losses differ from the seasonal naive ones at the same origins; below zero
 *     where it loses less. Empty for the seasonal naive one itself, and with less than two origins in common
 */
public record BackTestResult(
        String name,
        Scores scores,
        double secondsAForecast,
        Optional<DieboldMariano> againstSeasonalNaive) {}

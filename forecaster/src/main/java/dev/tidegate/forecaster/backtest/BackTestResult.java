package dev.tidegate.forecaster.backtest;

import dev.tidegate.forecaster.score.DieboldMariano;
import dev.tidegate.forecaster.score.Scores;
import java.util.Optional;

/**
 * The result of one method in a back test.
 *
 * @param secondsAForecast mean time to fit from scratch and forecast
 * @param againstSeasonalNaive test of whether its losses differ from those of the seasonal naive forecast at the same
 *     origins; below zero where it loses less. Empty for the seasonal naive forecast itself, and with fewer than two
 *     origins in common
 */
public record BackTestResult(
        String name,
        Scores scores,
        double secondsAForecast,
        Optional<DieboldMariano> againstSeasonalNaive) {}

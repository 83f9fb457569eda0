package dev.tidegate.forecaster;

/** A forecast, or why there is none. */
public sealed interface ForecastOutcome {
    record Forecasted(Forecast forecast) implements ForecastOutcome {}

    /** Not enough known slots yet: what is there, and what it takes. */
    record TooLittleHistory(int knownSlots, int neededSlots) implements ForecastOutcome {}

    record Refused(Refusal reason, String detail) implements ForecastOutcome {}
}

package dev.tidegate.forecaster;

/** A forecast, or the reason why there is none. */
public sealed interface ForecastOutcome {
    record Forecasted(Forecast forecast) implements ForecastOutcome {}

    /**
     * Not enough known slots yet.
     *
     * @param neededSlots known slots that a forecast takes
     */
    record TooLittleHistory(int knownSlots, int neededSlots) implements ForecastOutcome {}

    record Refused(Refusal reason, String detail) implements ForecastOutcome {}
}

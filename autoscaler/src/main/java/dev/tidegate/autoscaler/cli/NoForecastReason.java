package dev.tidegate.autoscaler.cli;

import dev.tidegate.forecaster.ForecastOutcome;
import java.time.Instant;

/** Why nothing is foreseen from an origin. */
final class NoForecastReason {

    /** @param end of the trace, after which nothing is known */
    static String told(ForecastOutcome outcome, Instant origin, Instant end) {
        String ended = origin.isAfter(end) ? "; the trace ends at " + end : "";
        return "from " + origin + ": " + why(outcome) + ended;
    }

    private static String why(ForecastOutcome outcome) {
        if (outcome instanceof ForecastOutcome.TooLittleHistory little) {
            return "too little history: %d known rows shortly before it, needs %d"
                    .formatted(little.knownSlots(), little.neededSlots());
        }
        ForecastOutcome.Refused refused = (ForecastOutcome.Refused) outcome;
        return refused.reason().explanation() + " (" + refused.detail() + ")";
    }

    private NoForecastReason() {}
}

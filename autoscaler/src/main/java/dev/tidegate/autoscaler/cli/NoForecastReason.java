package dev.tidegate.autoscaler.cli;

import dev.tidegate.forecaster.ForecastOutcome;
import java.time.Instant;

/** Explains why there is no forecast from an origin. */
final class NoForecastReason {

    /** @param end of the trace */
    static String describe(ForecastOutcome outcome, Instant origin, Instant end) {
        String ended = origin.isAfter(end) ? "; the trace ends at " + end : "";
        return "from " + origin + ": " + why(outcome) + ended;
    }

    private static String why(ForecastOutcome outcome) {
        if (outcome instanceof ForecastOutcome.TooLittleHistory tooLittle) {
            return "too little history: %d known rows shortly before it, needs %d"
                    .formatted(tooLittle.knownSlots(), tooLittle.neededSlots());
        }
        ForecastOutcome.Refused refused = (ForecastOutcome.Refused) outcome;
        return refused.reason().explanation() + " (" + refused.detail() + ")";
    }

    private NoForecastReason() {}
}

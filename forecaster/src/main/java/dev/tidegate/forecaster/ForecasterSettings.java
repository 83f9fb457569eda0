package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.util.List;

/**
 * Settings of one series; the defaults fit service demand.
 *
 * @param step width of a slot
 * @param horizon how many slots ahead forecasts may go
 * @param phase slots by which the daily rebuild is delayed, so that many series do not rebuild at once
 * @param events known periods in which demand is unusual, past and future, in any order
 */
public record ForecasterSettings(Duration step, int horizon, int phase, List<Event> events) {
    /** Largest horizon allowed. */
    public static final int MAX_HORIZON = 1_440;

    private static final Duration DEFAULT_HORIZON = Duration.ofHours(1);
    private static final int MIN_DEFAULT_HORIZON = 12;

    public ForecasterSettings {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        if (horizon < 1 || horizon > MAX_HORIZON) {
            throw new IllegalArgumentException(
                    "horizon must lie in 1 to " + MAX_HORIZON + " slots, was " + horizon);
        }
        if (phase < 0) {
            throw new IllegalArgumentException("phase must not be negative, was " + phase);
        }
        events = List.copyOf(events);
    }

    /** With a horizon of an hour, or of twelve slots if those are longer. */
    public static ForecasterSettings forStep(Duration step) {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        long hour = DEFAULT_HORIZON.dividedBy(step);
        return new ForecasterSettings(
                step,
                (int) Math.max(MIN_DEFAULT_HORIZON, Math.min(MAX_HORIZON, hour)),
                0,
                List.of());
    }

    public ForecasterSettings withHorizon(int steps) {
        return new ForecasterSettings(step, steps, phase, events);
    }

    public ForecasterSettings withEvents(List<Event> known) {
        return new ForecasterSettings(step, horizon, phase, known);
    }
}

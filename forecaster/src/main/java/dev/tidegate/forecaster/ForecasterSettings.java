package dev.tidegate.forecaster;

import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.util.List;

/**
 * What may be set for one series; the defaults fit service demand.
 *
 * @param step width of a slot
 * @param reach how many slots ahead forecasts may go
 * @param phase slots by which the daily rebuild is put off, so that many series need not rebuild at once
 * @param events known stretches in which demand is unlike itself, past and to come, in any order
 */
public record ForecasterSettings(Duration step, int reach, int phase, List<Event> events) {
    /** Farthest that forecasts go. */
    public static final int LONGEST_REACH = 1_440;

    private static final Duration USUAL_REACH = Duration.ofHours(1);
    private static final int LEAST_USUAL_REACH = 12;

    public ForecasterSettings {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        if (reach < 1 || reach > LONGEST_REACH) {
            throw new IllegalArgumentException(
                    "reach must lie in 1 to " + LONGEST_REACH + " slots, was " + reach);
        }
        if (phase < 0) {
            throw new IllegalArgumentException("phase must not be negative, was " + phase);
        }
        events = List.copyOf(events);
    }

    /** An hour ahead, or twelve slots if those are longer. */
    public static ForecasterSettings forStep(Duration step) {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        long hour = USUAL_REACH.dividedBy(step);
        return new ForecasterSettings(
                step,
                (int) Math.max(LEAST_USUAL_REACH, Math.min(LONGEST_REACH, hour)),
                0,
                List.of());
    }

    public ForecasterSettings withReach(int steps) {
        return new ForecasterSettings(step, steps, phase, events);
    }

    public ForecasterSettings withEvents(List<Event> known) {
        return new ForecasterSettings(step, reach, phase, known);
    }
}

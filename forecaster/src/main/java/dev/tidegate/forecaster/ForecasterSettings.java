package dev.tidegate.forecaster;

import java.time.Duration;

/**
 * What may be set for one series; the defaults fit service demand.
 *
 * @param step width of a slot
 * @param reach how many slots ahead forecasts may go
 */
public record ForecasterSettings(Duration step, int reach) {
    private static final Duration USUAL_REACH = Duration.ofHours(1);
    private static final int LEAST_USUAL_REACH = 12;
    public static final int LONGEST_REACH = 1_440;

    public ForecasterSettings {
        if (step.isZero() || step.isNegative()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        if (reach < 1 || reach > LONGEST_REACH) {
            throw new IllegalArgumentException(
                    "reach must lie in 1 to " + LONGEST_REACH + " slots, was " + reach);
        }
    }

    /** An hour ahead, or twelve slots if those are longer. */
    public static ForecasterSettings forStep(Duration step) {
        long hour = USUAL_REACH.dividedBy(step);
        return new ForecasterSettings(
                step, (int) Math.max(LEAST_USUAL_REACH, Math.min(LONGEST_REACH, hour)));
    }

    public ForecasterSettings withReach(int steps) {
        return new ForecasterSettings(step, steps);
    }

    /** Slots in {@code span}, at least one. */
    int slotsIn(Duration span) {
        return (int) Math.max(1, span.dividedBy(step));
    }
}

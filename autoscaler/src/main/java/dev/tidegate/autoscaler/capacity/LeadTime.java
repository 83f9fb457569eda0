package dev.tidegate.autoscaler.capacity;

import java.time.Duration;

/** Time from ordering a replica until it serves. */
public record LeadTime(Duration duration) {
    private static final int TOLERANCE_DIVISOR = 20;

    public LeadTime {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("lead time must not be negative, was " + duration);
        }
    }

    /** Lead time in whole steps, rounded to the nearest, at least one. */
    public int steps(Duration step) {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        return (int) Math.max(1, Math.rint((double) duration.toMillis() / step.toMillis()));
    }

    /** Whether {@code other} is within a twentieth of this one; every launch moves the measurement a little. */
    public boolean isCloseTo(LeadTime other) {
        return duration.minus(other.duration)
                        .abs()
                        .multipliedBy(TOLERANCE_DIVISOR)
                        .compareTo(duration)
                <= 0;
    }
}

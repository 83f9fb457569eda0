package dev.tidegate.autoscaler.capacity;

import java.time.Duration;

/** Time from the order of a replica until it serves. */
public record LeadTime(Duration duration) implements Comparable<LeadTime> {
    private static final int ALIKE = 20;

    public LeadTime {
        if (duration.isNegative()) {
            throw new IllegalArgumentException("lead time must not be negative, was " + duration);
        }
    }

    /** Whole steps of the grid until an order serves, rounded to the nearest, at least one. */
    public int steps(Duration step) {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        return (int) Math.max(1, Math.rint((double) duration.toMillis() / step.toMillis()));
    }

    /** Whether the other is within a twentieth of this: every launch moves what is measured a little. */
    public boolean isLike(LeadTime other) {
        return duration.minus(other.duration).abs().multipliedBy(ALIKE).compareTo(duration) <= 0;
    }

    @Override
    public int compareTo(LeadTime other) {
        return duration.compareTo(other.duration);
    }
}

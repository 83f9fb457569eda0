package dev.tidegate.autoscaler.capacity;

import java.time.Duration;

/** Time from the order of a replica until it serves. */
public record LeadTime(Duration duration) implements Comparable<LeadTime> {

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

    @Override
    public int compareTo(LeadTime other) {
        return duration.compareTo(other.duration);
    }
}

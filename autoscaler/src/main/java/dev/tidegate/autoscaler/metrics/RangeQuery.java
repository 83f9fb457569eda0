package dev.tidegate.autoscaler.metrics;

import java.time.Duration;
import java.time.Instant;

/**
 * One expression at the points of a regular grid. Points are multiples of the step since the epoch, so that repeated queries ask
 * for the same instants.
 *
 * @param first the first point
 * @param last the last point, inclusive
 */
public record RangeQuery(String expression, Instant first, Instant last, Duration step) {

    public RangeQuery {
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException("step must be positive, was " + step);
        }
        if (last.isBefore(first)) {
            throw new IllegalArgumentException("last " + last + " is before first " + first);
        }
        requireAligned(first, step);
        requireAligned(last, step);
    }

    /** A query for the last grid point that is not after {@code now}. */
    public static RangeQuery newest(String expression, Instant now, Duration step) {
        Instant point = floor(now, step);
        return new RangeQuery(expression, point, point, step);
    }

    /** The last grid point that is not after {@code at}. */
    public static Instant floor(Instant at, Duration step) {
        long millis = at.toEpochMilli();
        return Instant.ofEpochMilli(millis - Math.floorMod(millis, step.toMillis()));
    }

    public int points() {
        return Math.toIntExact((last.toEpochMilli() - first.toEpochMilli()) / step.toMillis()) + 1;
    }

    private static void requireAligned(Instant point, Duration step) {
        if (!point.equals(floor(point, step))) {
            throw new IllegalArgumentException(point + " is not on the grid of " + step);
        }
    }
}

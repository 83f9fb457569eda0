package dev.tidegate.forecaster.series;

import java.time.Instant;

/**
 * A known stretch of time in which demand is unlike itself: a holiday, a launch. Events of one name are taken to
 * act alike, so that what one did is expected of the next.
 *
 * @param name what kind of event it is
 * @param start first instant
 * @param end first instant after it
 */
public record Event(String name, Instant start, Instant end) {
    public Event {
        if (name.isBlank()) {
            throw new IllegalArgumentException("an event needs a name, was '" + name + "'");
        }
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException(
                    "event " + name + " must end after " + start + ", ends " + end);
        }
    }

    /** Whether {@code instant} lies in it. */
    public boolean covers(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }
}

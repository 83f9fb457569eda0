package dev.tidegate.forecaster.series;

import java.time.Instant;

/**
 * A known period in which demand is unusual: a holiday, a launch. Events of the same name are assumed to have the same
 * effect.
 *
 * @param name kind of event
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

package dev.tidegate.autoscaler.config;

import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A period in which demand is known to be unusual: a holiday, a launch.
 *
 * @param name events with the same name are assumed to have the same effect
 * @param from first instant
 * @param until first instant after it
 * @param repeats whether it occurs on the same days of every year
 */
public record KnownEvent(String name, Instant from, Instant until, Repeats repeats) {
    private static final int YEARS_AROUND = 10;

    /** How often an event occurs. */
    public enum Repeats {
        NEVER,
        YEARLY
    }

    /** The event itself and, if it is yearly, the same days of ten years before and after. */
    public List<Event> occurrences() {
        List<Event> all = new ArrayList<>();
        int around = repeats == Repeats.YEARLY ? YEARS_AROUND : 0;
        for (int years = -around; years <= around; years++) {
            Instant start = from.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
            // the same length every year: its last day may be a 29 February
            all.add(new Event(name, start, start.plus(Duration.between(from, until))));
        }
        return List.copyOf(all);
    }
}

package dev.tidegate.autoscaler.config;

import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of time in which demand is known to be unlike itself: a holiday, a launch.
 *
 * @param name events of one name are taken to act alike
 * @param from first instant
 * @param until first instant after it
 * @param repeats whether it comes on the same days of every year
 */
public record KnownEvent(String name, Instant from, Instant until, Repeats repeats) {
    private static final int YEARS_AROUND = 10;

    /** How often an event comes. */
    public enum Repeats {
        NEVER,
        YEARLY
    }

    /** It and, when it comes every year, the same days of ten years before and after. */
    public List<Event> occurrences() {
        List<Event> all = new ArrayList<>();
        int around = repeats == Repeats.YEARLY ? YEARS_AROUND : 0;
        for (int years = -around; years <= around; years++) {
            Instant start = from.atOffset(ZoneOffset.UTC).plusYears(years).toInstant();
            // as long as ever, since not every year has a day for it to end on
            all.add(new Event(name, start, start.plus(Duration.between(from, until))));
        }
        return List.copyOf(all);
    }
}

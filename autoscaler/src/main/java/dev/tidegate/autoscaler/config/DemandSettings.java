package dev.tidegate.autoscaler.config;

import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How demand is measured.
 *
 * @param query PromQL for demand in units a second; the daemon requires one
 * @param unit what is counted, for people: tokens, requests
 * @param step width of a slot of the demand grid
 * @param history how far back demand is read at the start
 * @param events times at which demand is known to be unusual
 */
public record DemandSettings(
        Optional<String> query,
        String unit,
        Duration step,
        Duration history,
        List<KnownEvent> events) {
    public DemandSettings {
        events = List.copyOf(events);
    }

    /** All occurrences, with those of yearly events. */
    public List<Event> occurrences() {
        return events.stream().flatMap(event -> event.occurrences().stream()).toList();
    }
}

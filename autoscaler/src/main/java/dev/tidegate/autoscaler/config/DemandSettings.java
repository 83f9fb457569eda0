package dev.tidegate.autoscaler.config;

import dev.tidegate.forecaster.series.Event;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What is asked of the service.
 *
 * @param query PromQL whose value is demand in units a second; the daemon needs one
 * @param unit what is counted, for people: tokens, requests
 * @param step width of a slot of the demand grid
 * @param history how far back demand is read at the start
 * @param events when demand is known to be unlike itself
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

    /** All events, those of every year as often as they come. */
    public List<Event> occurrences() {
        return events.stream().flatMap(event -> event.occurrences().stream()).toList();
    }
}

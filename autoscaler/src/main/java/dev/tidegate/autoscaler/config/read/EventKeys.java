package dev.tidegate.autoscaler.config.read;

import dev.tidegate.autoscaler.config.KnownEvent;
import java.time.Instant;
import java.util.List;

/** The keys of one known event. */
final class EventKeys {
    private static final String EVENTS = "workloads[].demand.events[]";

    static final Key<String> NAME =
            Key.required(
                    EVENTS,
                    "name",
                    ValueParser.TEXT,
                    "new-year",
                    "Kind of event; events of the same name are assumed to have the same effect.");
    static final Key<Instant> FROM =
            Key.required(
                    EVENTS,
                    "from",
                    ValueParser.INSTANT,
                    "2025-12-31T18:00:00Z",
                    "When demand begins to differ from its usual course.");
    static final Key<Instant> UNTIL =
            Key.required(
                    EVENTS,
                    "until",
                    ValueParser.INSTANT,
                    "2026-01-02T00:00:00Z",
                    "When the event is over; later than from.");
    static final Key<KnownEvent.Repeats> REPEATS =
            Key.withDefault(
                    EVENTS,
                    "repeats",
                    ValueParser.choice(KnownEvent.Repeats.class),
                    "never",
                    "Whether it returns on the same days of every year.");

    /** In the order of the reference page. */
    static List<Key<?>> all() {
        return List.of(NAME, FROM, UNTIL, REPEATS);
    }

    private EventKeys() {}
}

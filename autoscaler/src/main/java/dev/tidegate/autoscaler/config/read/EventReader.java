package dev.tidegate.autoscaler.config.read;

import dev.tidegate.autoscaler.config.KnownEvent;
import java.time.Instant;
import java.util.Optional;

/** Reads one known event, and checks that it ends after it begins. */
final class EventReader {
    private static final KnownEvent PLACEHOLDER =
            new KnownEvent("any", Instant.EPOCH, Instant.MAX, KnownEvent.Repeats.NEVER);

    private EventReader() {}

    static KnownEvent event(Section section) {
        String name = section.get(EventKeys.NAME);
        Optional<Instant> from = required(section, EventKeys.FROM);
        Optional<Instant> until = required(section, EventKeys.UNTIL);
        KnownEvent.Repeats repeats = section.get(EventKeys.REPEATS);
        if (from.isEmpty() || until.isEmpty()) {
            return PLACEHOLDER;
        }
        if (!from.get().isBefore(until.get())) {
            section.problem(
                    "until", until.get().toString(), "a time after from, which is " + from.get());
            return PLACEHOLDER;
        }
        return new KnownEvent(name, from.get(), until.get(), repeats);
    }

    /** The value if it is valid; a missing one is reported like an invalid one. */
    private static Optional<Instant> required(Section section, Key<Instant> key) {
        if (!section.has(key.name())) {
            section.get(key);
        }
        return section.find(key);
    }
}

package dev.tidegate.autoscaler.config.read;

import dev.tidegate.autoscaler.config.Settings;
import dev.tidegate.autoscaler.config.endpoint.StoreSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The result of reading a configuration. */
public sealed interface LoadOutcome {

    /** What can be relied on for looking, whether the file as a whole is valid or not. */
    Intact intact();

    /** A valid configuration. */
    record Loaded(Settings settings) implements LoadOutcome {
        @Override
        public Intact intact() {
            return new Intact(
                    settings.store(),
                    Optional.of(settings.interval()),
                    Optional.of(settings.runbooks()));
        }
    }

    /** An invalid configuration, with all its problems. */
    record Invalid(List<Problem> problems, Intact intact) implements LoadOutcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /**
     * Settings that no problem of the file touches. Enough to show what the ledger has while somebody's edit broke the file; never
     * to change anything. A setting is absent if the file does not give it, or if it cannot be known that it does not.
     */
    record Intact(
            Optional<StoreSettings> store, Optional<Duration> interval, Optional<Path> runbooks) {

        static Intact nothing() {
            return new Intact(Optional.empty(), Optional.empty(), Optional.empty());
        }
    }
}

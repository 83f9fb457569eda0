package dev.tidegate.autoscaler.config.read;

import dev.tidegate.autoscaler.config.Settings;
import java.util.List;

/** The result of reading a configuration. */
public sealed interface LoadOutcome {

    /** A valid configuration. */
    record Loaded(Settings settings) implements LoadOutcome {}

    /** An invalid configuration, with all its problems. */
    record Invalid(List<Problem> problems) implements LoadOutcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}

package dev.tidegate.autoscaler.config.read;

import dev.tidegate.autoscaler.config.Settings;
import java.util.List;

/** What came of reading a configuration. */
public sealed interface LoadOutcome {

    /** It can be used. */
    record Loaded(Settings settings) implements LoadOutcome {}

    /** It cannot; everything that is wrong with it. */
    record Invalid(List<Problem> problems) implements LoadOutcome {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }
}

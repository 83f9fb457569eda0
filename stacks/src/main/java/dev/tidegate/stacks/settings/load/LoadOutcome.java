package dev.tidegate.stacks.settings.load;

import dev.tidegate.stacks.settings.Ground;
import java.util.List;

/** A valid configuration, or all of its problems. */
public sealed interface LoadOutcome {
    record Loaded(Ground ground) implements LoadOutcome {}

    record Invalid(List<Problem> problems) implements LoadOutcome {
        public Invalid {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException(
                        "an invalid configuration has a problem, had none");
            }
        }
    }
}

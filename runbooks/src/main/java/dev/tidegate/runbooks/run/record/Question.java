package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.book.Approvals;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run asks people before it goes on.
 *
 * @param step that asks; empty for the question before the first
 * @param until when it lapses to what the book states
 */
public record Question(Optional<String> step, Approvals asked, Instant until) {

    /** Nobody can have answered before. */
    public Instant since() {
        return until.minus(asked.within());
    }
}

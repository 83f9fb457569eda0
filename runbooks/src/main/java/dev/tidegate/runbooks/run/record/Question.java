package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.book.Approvals;
import java.time.Instant;
import java.util.Optional;

/**
 * A question that people must answer before the run continues.
 *
 * @param step the step that asks; empty for the question before the first step
 * @param until when it expires; the book says what happens then
 */
public record Question(Optional<String> step, Approvals asked, Instant until) {

    /** When the question was asked. */
    public Instant since() {
        return until.minus(asked.within());
    }
}

package dev.tidegate.runbooks.book;

import java.time.Duration;

/**
 * Who must agree before a run starts.
 *
 * @param least how many different people
 * @param notAuthor whether the one who planned the run counts
 * @param within how long the question stands
 * @param otherwise what becomes of a run that nobody answered in time
 */
public record Approvals(
        String role, int least, boolean notAuthor, Duration within, Unanswered otherwise) {

    /** The stated default of an unanswered question. */
    public enum Unanswered {
        REJECT,
        PROCEED
    }
}

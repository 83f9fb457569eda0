package dev.tidegate.runbooks.book;

import java.time.Duration;

/**
 * Which approvals a run or step needs.
 *
 * @param least how many different people must approve
 * @param notAuthor whether the author of the run is excluded
 * @param within how long people have to answer
 * @param otherwise what happens when nobody answered in time
 */
public record Approvals(
        String role, int least, boolean notAuthor, Duration within, Unanswered otherwise) {

    /** What happens to an unanswered question. */
    public enum Unanswered {
        REJECT,
        PROCEED
    }
}

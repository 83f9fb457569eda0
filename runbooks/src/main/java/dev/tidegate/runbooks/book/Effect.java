package dev.tidegate.runbooks.book;

import java.time.Duration;

/**
 * What the run should do to the signal.
 *
 * @param within how long the signal has to get back beyond the rule's exit threshold
 */
public record Effect(Duration within, Missing otherwise) {

    /** What happens when the effect does not show. */
    public enum Missing {
        UNDO,
        KEEP,
        STOP
    }
}

package dev.tidegate.runbooks.book;

import java.time.Duration;

/**
 * The effect that a run is expected to have on the signal.
 *
 * @param within how long the signal has to return past the rule's exit threshold
 */
public record Effect(Duration within, Missing otherwise) {

    /** What happens when the effect does not show in time. */
    public enum Missing {
        UNDO,
        KEEP,
        STOP
    }
}

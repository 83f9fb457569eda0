package dev.tidegate.runbooks.act;

import java.time.Duration;

/** The target could not be read, which says nothing about its state. */
public record Unreadable(Failure reason, String detail) implements Reading {

    public Unreadable {
        detail = Outcome.NotDone.sanitized(detail);
    }

    /** Minimum wait before the next read. */
    public Duration pause() {
        return reason.pause();
    }

    /** The outcome of a change that may have been sent. */
    public Outcome unknownOutcome() {
        return new Outcome.Unknown(reason, detail);
    }

    /** The outcome of a change for which nothing was sent yet. */
    public Outcome outcomeBeforeWrite() {
        return reason.isPermanent()
                ? new Outcome.Permanent(reason, detail)
                : new Outcome.Retriable(reason, detail);
    }
}

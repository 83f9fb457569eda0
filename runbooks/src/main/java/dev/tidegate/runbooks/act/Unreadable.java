package dev.tidegate.runbooks.act;

import java.time.Duration;

/** The target could not be read. Nothing follows from it about how the target is. */
public record Unreadable(Failure reason, String detail) implements Reading {

    public Unreadable {
        detail = Outcome.NotDone.shown(detail);
    }

    /** How long to wait before it is read again, at the least. */
    public Duration pause() {
        return reason.pause();
    }

    /** What it means for a change of which nothing was sent yet. */
    public Outcome beforeAnyWrite() {
        return reason.isLasting()
                ? new Outcome.Permanent(reason, detail)
                : new Outcome.Retriable(reason, detail);
    }
}

package dev.tidegate.runbooks.act;

import java.time.Duration;

/** The target could not be read. Nothing follows from it about how the target is. */
public record Unreadable(Failure reason, String detail) implements Reading {

    /** How long to wait before it is read again, at the least. */
    public Duration pause() {
        return reason.pause();
    }

    /** What it means for a change of which nothing was sent yet: no time heals a wrong name or a missing permission. */
    public Outcome beforeAnyWrite() {
        return switch (reason) {
            case ABSENT, DENIED, INVALID -> new Outcome.Permanent(reason, detail);
            default -> new Outcome.Retriable(reason, detail);
        };
    }
}

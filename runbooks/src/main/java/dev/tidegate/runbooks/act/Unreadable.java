package dev.tidegate.runbooks.act;

/** The target could not be read. Nothing follows from it about how the target is. */
public record Unreadable(Failure reason, String detail) implements Reading {

    /** What it means for a change of which nothing was sent yet: no time heals a wrong name or a missing permission. */
    public Outcome beforeAnyWrite() {
        return switch (reason) {
            case ABSENT, DENIED, INVALID -> new Outcome.Permanent(reason, detail);
            default -> new Outcome.Retriable(reason, detail);
        };
    }
}

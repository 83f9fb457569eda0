package dev.tidegate.autoscaler.replay;

/** A malformed input line; the message says what was found and what was expected. */
public final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadLineException(String problem) {
        super(problem);
    }
}

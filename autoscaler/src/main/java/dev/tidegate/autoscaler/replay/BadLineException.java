package dev.tidegate.autoscaler.replay;

/** A line of input that is not as it should be; the message says what was found and what was expected. */
public final class BadLineException extends Exception {
    private static final long serialVersionUID = 1L;

    public BadLineException(String problem) {
        super(problem);
    }
}

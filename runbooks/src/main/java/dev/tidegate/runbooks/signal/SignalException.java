package dev.tidegate.runbooks.signal;

/** A range of past values could not be read. */
public final class SignalException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public SignalException(String message) {
        super(message);
    }
}

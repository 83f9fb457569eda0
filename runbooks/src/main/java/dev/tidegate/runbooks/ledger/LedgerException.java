package dev.tidegate.runbooks.ledger;

/** The ledger could not be read or written. Whoever wanted to act on it does not act. */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }

    public LedgerException(String message) {
        super(message);
    }
}

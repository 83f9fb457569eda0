package dev.tidegate.runbooks.ledger;

/**
 * The ledger could not be read or written; the caller must not act on what it meant to record or
 * read.
 */
public class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }

    public LedgerException(String message) {
        super(message);
    }
}

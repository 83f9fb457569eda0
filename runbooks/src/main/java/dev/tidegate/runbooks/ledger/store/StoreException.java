package dev.tidegate.runbooks.ledger.store;

/** The store did not do what it was asked, or nobody knows whether it did. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    StoreException(String message) {
        super(message);
    }
}

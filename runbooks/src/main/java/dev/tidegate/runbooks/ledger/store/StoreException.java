package dev.tidegate.runbooks.ledger.store;

/** The database failed, or it is unknown whether it did what was asked. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1;

    StoreException(String message, Throwable cause) {
        super(message, cause);
    }

    StoreException(String message) {
        super(message);
    }
}

package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.ledger.LedgerException;

/** An entry of a run holds no event that this program understands; the ledger itself was read. */
public final class UnreadableEventException extends LedgerException {
    private static final long serialVersionUID = 1;

    UnreadableEventException(String message, Throwable cause) {
        super(message, cause);
    }

    UnreadableEventException(String message) {
        super(message);
    }
}

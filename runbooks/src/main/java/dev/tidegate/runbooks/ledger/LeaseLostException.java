package dev.tidegate.runbooks.ledger;

/** The entry was not written, because its lease has passed to another holder. */
public final class LeaseLostException extends LedgerException {
    private static final long serialVersionUID = 1;

    public LeaseLostException(LeaseCondition condition) {
        super("lease " + condition.lease() + " no longer has fence " + condition.fence());
    }
}

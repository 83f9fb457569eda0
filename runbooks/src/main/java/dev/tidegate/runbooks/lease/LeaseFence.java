package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.ledger.LedgerException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * A lease's fencing token, with a check against the lease store. While the store does not answer,
 * nothing may be written. For one thread.
 */
public final class LeaseFence implements Fence {
    private final long number;
    private final BooleanSupplier check;
    private Optional<String> unanswered = Optional.empty(); // why the last check failed

    /**
     * @param check whether the lease is still held; throws {@link LedgerException} when the store
     *     does not answer
     */
    public LeaseFence(long number, BooleanSupplier check) {
        this.number = number;
        this.check = check;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public boolean stillHeld() {
        unanswered = Optional.empty();
        try {
            return check.getAsBoolean();
        } catch (LedgerException e) {
            unanswered = Optional.of(String.valueOf(e.getMessage()));
            return false;
        }
    }

    @Override
    public Outcome lost() {
        return unanswered.map(Fence::unanswered).orElseGet(Fence.super::lost);
    }
}

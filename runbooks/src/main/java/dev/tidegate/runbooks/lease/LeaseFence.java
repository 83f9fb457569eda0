package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.act.Fence;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.ledger.LedgerException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** A lease's number, with its keeper to ask. Nothing is written while that does not answer. Of one writer's thread. */
public final class LeaseFence implements Fence {
    private final long number;
    private final BooleanSupplier keeper;
    private Optional<String> unanswered = Optional.empty(); // why, when it was last asked

    /** @param keeper says whether the lease stands, or throws {@link LedgerException} where it does not answer */
    public LeaseFence(long number, BooleanSupplier keeper) {
        this.number = number;
        this.keeper = keeper;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public boolean stillHeld() {
        unanswered = Optional.empty();
        try {
            return keeper.getAsBoolean();
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

package dev.tidegate.runbooks.act;

/**
 * Fencing token of a target's lease: a number that grows from holder to holder, and a check whether
 * it is still the newest.
 */
public interface Fence {

    /**
     * Grows with every holder of the lease. A target that can remember it refuses a smaller one
     * than it has seen.
     */
    long number();

    /**
     * Asks the lease store now; blocks for the answer. False when in doubt, too; {@link #lost}
     * tells doubt from a loss.
     */
    boolean stillHeld();

    /** The outcome of a write whose fence is no longer held, or could not be checked. */
    default Outcome lost() {
        return new Outcome.Permanent(
                Failure.FENCED, "fence " + number() + " is no longer the newest");
    }

    /**
     * The outcome when nothing was written since the lease store did not answer, which says nothing
     * about who holds the lease.
     */
    static Outcome unanswered(String why) {
        return new Outcome.Retriable(
                Failure.TIMED_OUT, "the ledger, which keeps the lease, was asked first: " + why);
    }
}

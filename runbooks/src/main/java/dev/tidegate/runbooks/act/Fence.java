package dev.tidegate.runbooks.act;

/**
 * The right to write to a target: a number that only grows from holder to holder, and the question
 * whether it is still the newest.
 */
public interface Fence {

    /** Grows with every holder of the lease. A target that can remember refuses a smaller one than it saw. */
    long number();

    /** Asks the keeper of leases now; blocks as long as that takes. Doubt is a no, which {@link #lost} tells from a loss. */
    boolean stillHeld();

    /** The outcome of a write for which this fence no longer stands, or for which nobody could be asked whether it does. */
    default Outcome lost() {
        return new Outcome.Permanent(
                Failure.FENCED, "fence " + number() + " is no longer the newest");
    }

    /** Nothing was written since the keeper did not answer, which is no word on who has the lease. */
    static Outcome unanswered(String why) {
        return new Outcome.Retriable(
                Failure.TIMED_OUT, "the ledger, which keeps the lease, was asked first: " + why);
    }
}

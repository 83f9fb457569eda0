package dev.tidegate.runbooks.act;

/**
 * The right to write to a target: a number that only grows from holder to holder, and the question
 * whether it is still the newest.
 */
public interface Fence {

    /** Grows with every holder of the lease. A target that can remember refuses a smaller one than it saw. */
    long number();

    /** Asks the keeper of leases now; blocks as long as that takes. Doubt is a no. */
    boolean stillHeld();

    /** The outcome of a write for which this fence no longer stands. */
    default Outcome lost() {
        return new Outcome.Permanent(
                Failure.FENCED, "fence " + number() + " is no longer the newest");
    }
}

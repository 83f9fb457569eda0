package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.ledger.LeaseCondition;
import java.time.Instant;

/**
 * The exclusive right to write the thing called {@code name}.
 *
 * @param fence fencing token, larger than that of every earlier holder
 * @param expires by the holder's own clock: from then on it must not write without renewing
 */
public record Lease(String name, String holder, long fence, Instant expires) {

    public Lease {
        if (name.isBlank() || holder.isBlank()) {
            throw new IllegalArgumentException(
                    "name and holder must be given, were \"" + name + "\" and \"" + holder + '"');
        }
        if (fence < 1) {
            throw new IllegalArgumentException("fence must be at least 1, was " + fence);
        }
    }

    /** The condition under which the ledger accepts an entry of this holder. */
    public LeaseCondition condition() {
        return new LeaseCondition(name, fence);
    }
}

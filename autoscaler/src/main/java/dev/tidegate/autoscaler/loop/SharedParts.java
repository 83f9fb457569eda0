package dev.tidegate.autoscaler.loop;

import dev.tidegate.runbooks.ledger.Ledger;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * What the loops of one process have in common.
 *
 * @param backfills how many planners may be shown their history at the same time; the others decide on what they see until it
 *     is their turn
 */
public record SharedParts(Notices notices, Semaphore backfills) {

    /** For a loop that has the process for itself. */
    public static SharedParts alone(Ledger ledger) {
        return new SharedParts(new Notices(ledger, Duration.ZERO), new Semaphore(1));
    }
}

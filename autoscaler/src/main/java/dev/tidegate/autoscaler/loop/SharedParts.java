package dev.tidegate.autoscaler.loop;

import dev.tidegate.runbooks.ledger.Ledger;
import java.time.Duration;

/**
 * What the loops of one process have in common.
 *
 * @param quiet how long a hold that repeats the last entry may go without one of its own
 * @param oldestLook how old what is seen of a fleet may be, so that one call can tell of many
 * @param turns among the daemons that watch the same fleets
 */
public record SharedParts(
        Notices notices,
        Backfills backfills,
        Duration quiet,
        Troubles troubles,
        Duration oldestLook,
        Turns turns) {

    /** For a loop that has the process for itself. */
    public static SharedParts alone(Ledger ledger) {
        Troubles troubles = new Troubles();
        return new SharedParts(
                new Notices(ledger, Duration.ZERO, troubles),
                new Backfills(1, 1),
                Duration.ZERO,
                troubles,
                Duration.ZERO,
                Turns.alone());
    }
}

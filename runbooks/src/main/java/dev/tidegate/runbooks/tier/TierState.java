package dev.tidegate.runbooks.tier;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * State of the tier machine: all it needs to know of the past.
 *
 * @param since when the tier was reached
 * @param pressingSince since when the evidence has called for the next tier without a break
 * @param calmSince since when the evidence has allowed leaving this tier without a break
 * @param lastLeft when a tier was last left, if ever
 * @param relapses how often a tier was entered again soon after being left; each doubles the calm
 *     required to leave
 */
public record TierState(
        Tier tier,
        Instant since,
        Optional<Instant> pressingSince,
        Optional<Instant> calmSince,
        Optional<Instant> lastLeft,
        int relapses) {

    public static TierState normal(Instant since) {
        return reached(Tier.NORMAL, since, Optional.empty(), 0);
    }

    static TierState reached(Tier tier, Instant at, Optional<Instant> lastLeft, int relapses) {
        return new TierState(tier, at, Optional.empty(), Optional.empty(), lastLeft, relapses);
    }

    /** The same tier, with other times since when its evidence lasts. */
    public TierState staying(Optional<Instant> pressing, Optional<Instant> calm) {
        return new TierState(tier, since, pressing, calm, lastLeft, relapses);
    }

    /** After a time in which nobody watched: evidence may have come and gone, so that the calm begins anew. */
    public TierState unwatched() {
        return staying(pressingSince, Optional.empty());
    }

    /** After the clock was set forward: what was before is as long ago as it was. */
    public TierState setAhead(Duration by) {
        return new TierState(
                tier,
                since.plus(by),
                pressingSince.map(then -> then.plus(by)),
                calmSince.map(then -> then.plus(by)),
                lastLeft.map(then -> then.plus(by)),
                relapses);
    }
}

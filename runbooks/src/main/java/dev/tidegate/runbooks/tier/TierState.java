package dev.tidegate.runbooks.tier;

import java.time.Instant;
import java.util.Optional;

/**
 * Where the machine stands: all it needs to know of the past.
 *
 * @param since when the tier was reached
 * @param pressingSince since when the next tier has been called for without a break
 * @param calmSince since when this tier could have been left without a break
 * @param lastLeft when a tier was last left, if ever
 * @param relapses how often a tier was entered again soon after it was left; slows the next way back
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

    TierState staying(Optional<Instant> pressing, Optional<Instant> calm) {
        return new TierState(tier, since, pressing, calm, lastLeft, relapses);
    }
}

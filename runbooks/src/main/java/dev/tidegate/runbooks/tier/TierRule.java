package dev.tidegate.runbooks.tier;

import java.time.Duration;
import java.util.OptionalDouble;

/**
 * When one tier is entered and left.
 *
 * @param busy thresholds on the share turned away
 * @param shortfall thresholds on the share of capacity out of reach
 * @param enterAfter how long either must stay at or above its entry threshold
 * @param leaveAfter how long every known measure must stay below its exit threshold
 */
record TierRule(Hysteresis busy, Hysteresis shortfall, Duration enterAfter, Duration leaveAfter) {

    /** Entry and exit thresholds; in the gap between them nothing changes. */
    record Hysteresis(double enter, double exit) {
        Hysteresis {
            if (!(exit >= 0 && exit < enter && enter <= 1)) {
                throw new IllegalArgumentException(
                        "expected 0 <= exit < enter <= 1, was exit " + exit + ", enter " + enter);
            }
        }
    }

    TierRule {
        if (enterAfter.isNegative() || leaveAfter.isNegative()) {
            throw new IllegalArgumentException(
                    "dwell times must not be negative, were " + enterAfter + " and " + leaveAfter);
        }
    }

    /** Whether to enter: one measure at its threshold is enough; a missing one does not count. */
    boolean callsFor(Evidence e) {
        return atLeast(e.busyShare(), busy.enter()) || atLeast(e.shortfall(), shortfall.enter());
    }

    /**
     * Whether to leave: every known measure must be low, and at least one known. A measure that is
     * never taken must not hold a tier for ever.
     */
    boolean allowsLeaving(Evidence e) {
        return !e.isMissing()
                && !atLeast(e.busyShare(), busy.exit())
                && !atLeast(e.shortfall(), shortfall.exit());
    }

    private static boolean atLeast(OptionalDouble value, double threshold) {
        return value.isPresent() && value.getAsDouble() >= threshold;
    }
}

package dev.tidegate.autoscaler.loop.record;

import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import java.util.Optional;

/** What a cycle did to apply its plan. */
public sealed interface Action {
    /** The fleet is as planned, or the plan is to hold. */
    record None() implements Action {}

    /** Reported, not made: the mode is advise. */
    record Advised(Change change) implements Action {}

    /** Not attempted, and why. */
    record Withheld(Change change, Reason why, String detail) implements Action {}

    /** Attempted, with its outcome. */
    record Attempted(Change change, Outcome outcome) implements Action {}

    /** Whether it was not attempted because another process holds the lease. */
    default boolean isOfStandby() {
        return this instanceof Withheld withheld && withheld.why() == Reason.LEASE_ELSEWHERE;
    }

    /** Label for metrics. */
    default String result() {
        if (this instanceof Attempted attempted) {
            return ChangeRecord.result(attempted.outcome());
        }
        return this instanceof Advised ? "advised" : this instanceof Withheld ? "withheld" : "none";
    }

    /** For people, as in {@code floor 2 -> 5: done}. */
    default String describe() {
        if (this instanceof Attempted attempted) {
            return ChangeRecord.describe(attempted.change(), attempted.outcome());
        }
        if (this instanceof Withheld withheld) {
            return ChangeRecord.describe(withheld.change())
                    + ": "
                    + ChangeRecord.describeWithheld(withheld.why().code(), withheld.detail());
        }
        return this instanceof Advised advised
                ? ChangeRecord.describe(advised.change()) + ": advised"
                : result();
    }

    /** Why the plan is not in effect yet; empty if it is. */
    default Optional<Reason> reasonNotApplied() {
        if (this instanceof Advised) {
            return Optional.of(Reason.ADVISE_ONLY);
        }
        if (this instanceof Withheld withheld) {
            return Optional.of(withheld.why());
        }
        if (this instanceof Attempted attempted) {
            return reasonNotApplied(attempted.outcome());
        }
        return Optional.empty();
    }

    private static Optional<Reason> reasonNotApplied(Outcome outcome) {
        if (outcome instanceof Outcome.Unknown) {
            return Optional.of(Reason.OUTCOME_UNKNOWN);
        }
        if (outcome instanceof Outcome.Retriable) {
            return Optional.of(Reason.CHANGE_FAILED);
        }
        return outcome instanceof Outcome.Permanent
                ? Optional.of(Reason.CHANGE_REFUSED)
                : Optional.empty();
    }
}

package dev.tidegate.autoscaler.loop.record;

import dev.tidegate.autoscaler.situation.Reason;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import java.util.Optional;

/** What a cycle did about its plan. */
public sealed interface Action {
    /** The fleet is as planned, or the plan is to hold. */
    record None() implements Action {}

    /** Told, not done: the mode is advise. */
    record Advised(Change change) implements Action {}

    /** Meant to be done, and not begun. */
    record Withheld(Change change, Reason why, String detail) implements Action {}

    /** Begun, and this came of it. */
    record Carried(Change change, Outcome outcome) implements Action {}

    /** One word for counting. */
    default String result() {
        if (this instanceof Carried carried) {
            return ChangeRecord.word(carried.outcome());
        }
        return this instanceof Advised ? "advised" : this instanceof Withheld ? "withheld" : "none";
    }

    /** For people, as in {@code floor 2 -> 5: done}. */
    default String told() {
        if (this instanceof Carried carried) {
            return ChangeRecord.told(carried.change(), carried.outcome());
        }
        if (this instanceof Withheld withheld) {
            return ChangeRecord.told(withheld.change()) + ": withheld, " + withheld.why().code();
        }
        return this instanceof Advised advised
                ? ChangeRecord.told(advised.change()) + ": advised"
                : result();
    }

    /** Why the plan does not stand in the fleet yet, where that is so. */
    default Optional<Reason> shortOf() {
        if (this instanceof Advised) {
            return Optional.of(Reason.ADVISE_ONLY);
        }
        if (this instanceof Withheld withheld) {
            return Optional.of(withheld.why());
        }
        if (this instanceof Carried carried) {
            return shortOf(carried.outcome());
        }
        return Optional.empty();
    }

    private static Optional<Reason> shortOf(Outcome outcome) {
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

package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;

/** Reports a fleet's floor that cannot be set, and what to do about it, until it can. */
final class FloorTrouble {
    private final Troubles troubles;
    private final String about;

    FloorTrouble(Troubles troubles, Target fleet) {
        this.troubles = troubles;
        this.about = "floor of " + fleet;
    }

    /** Reports the outcome of an attempt. */
    void update(Change change, Outcome outcome) {
        if (outcome instanceof Outcome.NotDone not) {
            troubles.report(
                    about,
                    not.reason().code(),
                    ChangeRecord.describe(change)
                            + phrase(not)
                            + ": "
                            + not.reason().describe(not.detail()));
        } else {
            clear();
        }
    }

    /** The floor is as planned, or another daemon is responsible for it. */
    void clear() {
        troubles.clear(about);
    }

    private static String phrase(Outcome.NotDone outcome) {
        if (outcome instanceof Outcome.Retriable) {
            return " is tried again";
        }
        return outcome instanceof Outcome.Permanent ? " is refused" : " may have been made";
    }
}

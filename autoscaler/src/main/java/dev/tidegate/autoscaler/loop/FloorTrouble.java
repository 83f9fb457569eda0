package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Target;

/** Tells among the troubles that a fleet's floor cannot be set, and what to do about it, for as long as that is so. */
final class FloorTrouble {
    private final Troubles troubles;
    private final String about;

    FloorTrouble(Troubles troubles, Target fleet) {
        this.troubles = troubles;
        this.about = "floor of " + fleet;
    }

    /** This became of an attempt. */
    void after(Change change, Outcome outcome) {
        if (outcome instanceof Outcome.NotDone not) {
            troubles.stands(
                    about,
                    not.reason().code(),
                    ChangeRecord.told(change)
                            + stands(not)
                            + ": "
                            + not.reason().told(not.detail()));
        } else {
            over();
        }
    }

    /** The floor is as it should be, or others see to it. */
    void over() {
        troubles.over(about);
    }

    private static String stands(Outcome.NotDone outcome) {
        if (outcome instanceof Outcome.Retriable) {
            return " is tried again";
        }
        return outcome instanceof Outcome.Permanent ? " is refused" : " may have been made";
    }
}

package dev.tidegate.autoscaler.loop;

import dev.tidegate.autoscaler.loop.record.ChangeRecord;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
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
        if (outcome instanceof Outcome.Retriable retriable) {
            stands(change, "is tried again", retriable.reason(), retriable.detail());
        } else if (outcome instanceof Outcome.Permanent permanent) {
            stands(change, "is refused", permanent.reason(), permanent.detail());
        } else if (outcome instanceof Outcome.Unknown unknown) {
            stands(change, "may have been made", unknown.reason(), unknown.detail());
        } else {
            over();
        }
    }

    /** The floor is as it should be, or others see to it. */
    void over() {
        troubles.over(about);
    }

    private void stands(Change change, String what, Failure why, String detail) {
        troubles.stands(
                about,
                why.code(),
                "%s %s: %s (%s); %s"
                        .formatted(
                                ChangeRecord.told(change),
                                what,
                                why.explanation(),
                                detail,
                                why.remedy()));
    }
}

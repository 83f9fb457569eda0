package dev.tidegate.runbooks.run.record;

import java.util.Locale;

/** Where a run stands. The picture of who leads where is in the module's README. */
public enum RunState {
    AWAITING_APPROVAL(false),
    READY(true),
    RUNNING(true),
    /** Until somebody resumes it, or its time is over. */
    PAUSED(false),
    VERIFYING(true),
    /** Every step holds, until the lease runs out. */
    IN_FORCE(false),
    UNDOING(true),
    /** Needs a person: the run says what to do, and can then be resumed, undone or left. */
    STUCK(false),
    DONE(false),
    UNDONE(false),
    REJECTED(false),
    /** Ended by a person who wanted its changes to stay. */
    ABORTED(false);

    private final boolean moving;

    RunState(boolean moving) {
        this.moving = moving;
    }

    /** Whether some process must be working on it. */
    public boolean isMoving() {
        return moving;
    }

    /** Whether nothing can happen to it any more by itself. */
    public boolean isFinal() {
        return this == DONE || this == UNDONE || this == REJECTED || this == ABORTED;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

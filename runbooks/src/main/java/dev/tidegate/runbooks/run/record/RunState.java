package dev.tidegate.runbooks.run.record;

import java.util.Locale;

/** State of a run. The module's README has the diagram of the transitions. */
public enum RunState {
    AWAITING_APPROVAL(false),
    READY(true),
    RUNNING(true),
    /** Until somebody resumes it, or its time is over. */
    PAUSED(false),
    VERIFYING(true),
    /** Every change holds, until the lease expires. */
    IN_FORCE(false),
    UNDOING(true),
    /** Needs a person: the run says what to do, and can be resumed, undone or left as it is. */
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

    /** Whether a process must be driving it. */
    public boolean isMoving() {
        return moving;
    }

    /** Whether it changes no more unless somebody asks. */
    public boolean isFinal() {
        return this == DONE || this == UNDONE || this == REJECTED || this == ABORTED;
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}

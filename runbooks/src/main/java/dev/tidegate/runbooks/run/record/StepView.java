package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * How far one step is.
 *
 * @param change what the target may hold by now; its before-image is the one from before the run
 * @param retries how often it was tried again, over all processes
 * @param undoing the way back, once it was begun
 * @param until the end of a wait, a pause or a question
 * @param failure why it could not be taken back when that was last tried
 * @param note what became of it, in words
 */
public record StepView(
        Status status,
        Optional<Change> change,
        int retries,
        Optional<Change> undoing,
        Optional<Instant> until,
        Optional<Failure> failure,
        String note) {

    /** The stations of a step, forward and back. */
    public enum Status {
        PENDING,
        SKIPPED,
        INTENDED,
        WAITING,
        DONE,
        FAILED,
        UNDOING,
        UNDONE,
        CONFLICT,
        UNDO_FAILED
    }

    static StepView pending() {
        return new StepView(
                Status.PENDING,
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    StepView with(Status next, String why) {
        return new StepView(next, change, retries, undoing, until, Optional.empty(), why);
    }

    StepView intended(Change next) {
        Change kept = change.map(old -> since(old, next)).orElse(next);
        return new StepView(
                Status.INTENDED,
                Optional.of(kept),
                retries,
                undoing,
                until,
                Optional.empty(),
                note);
    }

    /** A step that runs again keeps the before-image of its first time, of what it wrote then already too. */
    private static Change since(Change old, Change next) {
        var fields = new LinkedHashMap<String, FieldChange>();
        old.fields().forEach(f -> fields.put(f.field(), f));
        next.fields()
                .forEach(f -> fields.merge(f.field(), f, (first, now) -> now.following(first)));
        return new Change(next.target(), List.copyOf(fields.values()), next.key());
    }

    StepView waiting(Instant end) {
        return new StepView(
                Status.WAITING,
                change,
                retries,
                undoing,
                Optional.of(end),
                Optional.empty(),
                "until " + end);
    }

    StepView retried(int retry, String why) {
        return new StepView(status, change, retry, undoing, until, failure, why);
    }

    StepView undoing(Change back) {
        return new StepView(
                Status.UNDOING, change, retries, Optional.of(back), until, Optional.empty(), note);
    }

    StepView undoFailed(Failure reason, String detail) {
        return new StepView(
                Status.UNDO_FAILED,
                change,
                retries,
                undoing,
                until,
                Optional.of(reason),
                reason.code() + ": " + detail);
    }

    /** To be done again, on top of what it may have left. */
    StepView fresh() {
        return new StepView(
                Status.PENDING,
                change,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /** To be taken back once more. */
    StepView undoAgain() {
        return new StepView(
                Status.DONE, change, 0, Optional.empty(), Optional.empty(), Optional.empty(), note);
    }

    /** Whether it could not be taken back, for a reason that time may heal. */
    public boolean mayBeUndoneYet() {
        return status == Status.UNDO_FAILED && failure.map(f -> !f.isLasting()).orElse(false);
    }

    /** Whether the way back has to look at it: something may have been written. */
    public boolean mayHaveEffect() {
        return change.isPresent()
                && switch (status) {
                    case INTENDED, DONE, FAILED, UNDOING -> true;
                    case PENDING, SKIPPED ->
                            true; // run again from here: not begun, or not wanted any more
                    default -> false;
                };
    }
}

package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.FieldChange;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/**
 * State of one step.
 *
 * @param change what the target may hold by now; its before-image is from before the run
 * @param retries how often it was retried, over all processes
 * @param undoing the undoing change, once it has begun
 * @param until the end of a wait, a pause or a question
 * @param failure why the last attempt to undo it failed
 * @param note the result, in words
 */
public record StepView(
        Status status,
        Optional<Change> change,
        int retries,
        Optional<Change> undoing,
        Optional<Instant> until,
        Optional<Failure> failure,
        String note) {

    /** States of a step, forward and undoing. */
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

    StepView withStatus(Status next, String why) {
        return new StepView(next, change, retries, undoing, until, Optional.empty(), why);
    }

    StepView intended(Change next) {
        Change kept = change.map(old -> keepingBefore(old, next)).orElse(next);
        return new StepView(
                Status.INTENDED,
                Optional.of(kept),
                retries,
                undoing,
                until,
                Optional.empty(),
                note);
    }

    /**
     * A step that runs again keeps the before-image of its first run, also of fields that it had
     * already written then.
     */
    private static Change keepingBefore(Change old, Change next) {
        var fields = new LinkedHashMap<String, FieldChange>();
        old.fields().forEach(f -> fields.put(f.field(), f));
        next.fields()
                .forEach(f -> fields.merge(f.field(), f, (first, now) -> now.composedAfter(first)));
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

    /** To be executed again, on top of what it may have written. */
    StepView reset() {
        return new StepView(
                Status.PENDING,
                change,
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "");
    }

    /** To be undone once more. */
    StepView undoAgain() {
        return new StepView(
                Status.DONE, change, 0, Optional.empty(), Optional.empty(), Optional.empty(), note);
    }

    /** Whether its undo failed for a transient reason. */
    public boolean isUndoRetriable() {
        return status == Status.UNDO_FAILED && failure.map(f -> !f.isPermanent()).orElse(false);
    }

    /** Whether undo has to consider it, since something may have been written. */
    public boolean mayHaveEffect() {
        return change.isPresent()
                && switch (status) {
                    case INTENDED, DONE, FAILED, UNDOING -> true;
                    case PENDING, SKIPPED ->
                            true; // reset by a retry: not begun again, or no longer wanted
                    default -> false;
                };
    }
}

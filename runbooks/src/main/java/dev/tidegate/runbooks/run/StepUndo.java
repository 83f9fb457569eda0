package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.book.Retries;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.record.Restoration;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.StepView;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Undoes one step: writes the before-image that {@link Restoration} gives, and only where the
 * target still holds what the step wrote; what it holds in a second place, such as a file, is taken out all the same. The result is recorded either way, and does not stop the
 * other steps.
 */
record StepUndo(RunLease runLease, RunDependencies dependencies) {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    void undo(PlannedChange step, StepView seen) {
        Actuator actuator = dependencies.actuators().of(step.target());
        Optional<String> reason = step.noUndo().or(actuator.shape()::noUndo);
        if (reason.isPresent()) {
            runLease.write(new RunEvent.StepUndone(step.id(), "left as it is: " + reason.get()));
            return;
        }
        Instant deadline = runLease.now().plus(LIMIT);
        if (!runLease.lock(step.target(), deadline, false)) {
            failed(step, Failure.LOCKED, "waited for " + step.target() + " until " + deadline);
            return;
        }
        try {
            undoLocked(step, seen, actuator, deadline);
        } finally {
            runLease.unlock();
        }
    }

    private void undoLocked(
            PlannedChange step, StepView seen, Actuator actuator, Instant deadline) {
        RetryUntilKnown retrying =
                new RetryUntilKnown(
                        runLease,
                        dependencies,
                        actuator,
                        step.id(),
                        Retries.DEFAULT,
                        deadline,
                        false);
        Reading reading = retrying.read(step.target()).orElseThrow();
        if (reading instanceof Unreadable u) {
            failed(step, u.reason(), u.detail());
            return;
        }
        Observed now = (Observed) reading;
        Change change =
                new Restoration(dependencies.ledger(), dependencies.clock())
                        .changeToUndo(runLease.run(), step.id(), seen.change().orElseThrow());
        String key = runLease.run() + "/" + step.id() + "/undo/" + runLease.fence().number();
        Change back = change.inverse().withKey(key);
        if (actuator.holds(back, now)) {
            runLease.write(new RunEvent.StepUndone(step.id(), "it is as before"));
        } else if (!now.holdsEither(change)) {
            leaveToOthers(step, actuator, back, now);
        } else {
            runLease.write(new RunEvent.StepUndoing(step.id(), back, runLease.fence().number()));
            Outcome first = actuator.apply(back, runLease.fence());
            Outcome outcome = retrying.settle(back, first, 0).orElseThrow();
            record(step, outcome); // a conflict is tried again, which tells whose value is there
        }
    }

    /** What others have set stays; that a reload brings the step's values back instead is not what they wanted. */
    private void leaveToOthers(PlannedChange step, Actuator actuator, Change back, Observed now) {
        Change left = actuator.leftBehind(back, now);
        if (!left.isEmpty()) {
            runLease.write(new RunEvent.StepUndoing(step.id(), left, runLease.fence().number()));
            Optional<Outcome> wrong = actuator.takeOut(left, runLease.fence());
            if (wrong.isPresent()) {
                record(step, wrong.get());
                return;
            }
        }
        runLease.write(new RunEvent.UndoConflict(step.id(), now.fieldsOf(back)));
    }

    private void record(PlannedChange step, Outcome outcome) {
        if (outcome instanceof Outcome.NotDone not) {
            failed(step, not.reason(), not.detail());
        } else {
            runLease.note(new RunEvent.StepUndone(step.id(), "restored"));
        }
    }

    private void failed(PlannedChange step, Failure reason, String detail) {
        runLease.write(new RunEvent.UndoFailed(step.id(), reason, detail));
    }
}

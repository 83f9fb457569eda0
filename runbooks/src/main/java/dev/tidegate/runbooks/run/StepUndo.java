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
 * Takes one step back: writes the recorded before-image, or that of a run which it {@linkplain Restoration wrote
 * over and which is over}, and only where the target still holds what the step wrote. Whatever comes of it is written down and does not stop the other steps.
 */
record StepUndo(RunLease grip, RunDependencies means) {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    void take(PlannedChange step, StepView seen) {
        Actuator actuator = means.actuators().of(step.target());
        Optional<String> reason = step.noUndo().or(actuator.shape()::noUndo);
        if (reason.isPresent()) {
            grip.write(new RunEvent.StepUndone(step.id(), "left as it is: " + reason.get()));
            return;
        }
        Instant deadline = grip.now().plus(LIMIT);
        if (!grip.lock(step.target(), deadline, false)) {
            failed(step, Failure.LOCKED, "waited for " + step.target() + " until " + deadline);
            return;
        }
        try {
            locked(step, seen, actuator, deadline);
        } finally {
            grip.unlock();
        }
    }

    private void locked(PlannedChange step, StepView seen, Actuator actuator, Instant deadline) {
        RetryUntilKnown effort =
                new RetryUntilKnown(
                        grip, means, actuator, step.id(), Retries.USUAL, deadline, false);
        Reading reading = effort.read(step.target()).orElseThrow();
        if (reading instanceof Unreadable u) {
            failed(step, u.reason(), u.detail());
            return;
        }
        Observed now = (Observed) reading;
        Change change =
                new Restoration(means.ledger(), means.clock())
                        .of(grip.run(), step.id(), seen.change().orElseThrow());
        String key = grip.run() + "/" + step.id() + "/undo/" + grip.fence().number();
        Change back = change.inverse().withKey(key);
        if (actuator.holds(back, now)) {
            grip.write(new RunEvent.StepUndone(step.id(), "it is as before"));
        } else if (!now.holdsEither(change)) {
            grip.write(new RunEvent.UndoConflict(step.id(), now.fields()));
        } else {
            grip.write(new RunEvent.StepUndoing(step.id(), back, grip.fence().number()));
            Outcome first = actuator.apply(back, grip.fence());
            Outcome outcome = effort.settle(back, first, 0).orElseThrow();
            Optional<Observed> others = writtenByOthers(outcome, change, actuator);
            if (others.isPresent()) {
                grip.write(new RunEvent.UndoConflict(step.id(), others.get().fields()));
            } else {
                record(step, outcome);
            }
        }
    }

    /** What the target holds where somebody wrote to it while this was trying. */
    private static Optional<Observed> writtenByOthers(
            Outcome outcome, Change change, Actuator actuator) {
        return outcome instanceof Outcome.Permanent p
                        && p.reason() == Failure.CONFLICT
                        && actuator.read(change.target()) instanceof Observed now
                        && !now.holdsEither(change)
                ? Optional.of(now)
                : Optional.empty();
    }

    private void record(PlannedChange step, Outcome outcome) {
        if (outcome instanceof Outcome.NotDone not) {
            failed(step, not.reason(), not.detail());
        } else {
            grip.note(new RunEvent.StepUndone(step.id(), "restored"));
        }
    }

    private void failed(PlannedChange step, Failure reason, String detail) {
        grip.write(new RunEvent.UndoFailed(step.id(), reason, detail));
    }
}

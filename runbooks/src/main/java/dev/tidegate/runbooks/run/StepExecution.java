package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.TargetShape;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import java.time.Instant;
import java.util.Optional;

/** Carries out one change: lock, look, write down the intention, act, settle, write down the result. */
record StepExecution(RunLease grip, RunDependencies means) {

    void take(PlannedChange step, RunView run) {
        Instant deadline = grip.now().plus(step.timeout());
        if (grip.lock(step.target(), deadline, true)) {
            try {
                locked(step, run, deadline);
            } finally {
                grip.unlock();
            }
        } else if (!grip.isAbortAsked()) {
            failed(step, Failure.LOCKED, "waited for " + step.target() + " until " + deadline);
        }
    }

    private void locked(PlannedChange step, RunView run, Instant deadline) {
        StepView seen = run.step(step.id());
        Actuator actuator = means.actuators().of(step.target());
        RetryUntilKnown effort =
                new RetryUntilKnown(
                        grip, means, actuator, step.id(), step.retries(), deadline, true);
        Optional<Outcome> outcome;
        if (seen.status() == StepView.Status.INTENDED) {
            Change change = seen.change().orElseThrow(); // someone began it: look before acting
            outcome = effort.settle(change, actuator.verify(change), seen.retries());
        } else {
            outcome = begin(new ApprovedChange(run, step), actuator, effort);
        }
        outcome.ifPresent(o -> record(step, o));
    }

    /** What was shown may have been approved long ago: the target is looked at again, and only that is done. */
    private Optional<Outcome> begin(
            ApprovedChange agreed, Actuator actuator, RetryUntilKnown effort) {
        PlannedChange step = agreed.step();
        Optional<Reading> reading = effort.read(step.target());
        if (reading.isEmpty()) {
            return Optional.empty();
        }
        if (reading.get() instanceof Unreadable u) {
            return Optional.of(new Outcome.Permanent(u.reason(), u.detail()));
        }
        Observed before = (Observed) reading.get();
        String key = grip.run() + "/" + step.id() + "/" + grip.fence().number();
        Change change = actuator.plan(before, step.desired()).withKey(key);
        if (change.isEmpty()) {
            return Optional.of(new Outcome.Done(before));
        }
        Optional<String> unwanted = agreed.unwanted(before);
        if (unwanted.isPresent()) {
            grip.write(new RunEvent.StepSkipped(step.id(), unwanted.get()));
            return Optional.empty();
        }
        Optional<String> objection =
                isReadAgain(step) ? agreed.objection(change) : Optional.empty();
        if (objection.isPresent()) {
            return Optional.of(new Outcome.Permanent(Failure.CONFLICT, objection.get()));
        }
        grip.write(new RunEvent.StepIntended(step.id(), change, grip.fence().number()));
        return effort.settle(change, actuator.apply(change, grip.fence()), 0);
    }

    private void record(PlannedChange step, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            var event = new RunEvent.StepDone(step.id(), done.after().fields());
            if (isReadAgain(step)) {
                grip.note(event);
            } else {
                grip.write(event);
            }
        } else if (outcome instanceof Outcome.NotDone not) {
            failed(step, not.reason(), not.detail() + after(not));
        }
    }

    private static String after(Outcome.NotDone outcome) {
        if (outcome instanceof Outcome.Retriable) {
            return outcome.reason() == Failure.NOT_YET
                    ? ", and the step's time is over"
                    : ", after all retries";
        }
        return outcome instanceof Outcome.Unknown ? ", and nobody knows whether it was done" : "";
    }

    /** What is sent cannot be read again: that it was must be on disk before anything else happens. */
    private boolean isReadAgain(PlannedChange step) {
        return means.actuators().of(step.target()).shape().reversal()
                == TargetShape.Reversal.RESTORE;
    }

    private void failed(PlannedChange step, Failure reason, String detail) {
        grip.write(new RunEvent.StepFailed(step.id(), reason, detail));
    }
}

package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Actuator;
import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.act.Outcome;
import dev.tidegate.runbooks.act.Reading;
import dev.tidegate.runbooks.act.Unreadable;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import java.time.Instant;
import java.util.Optional;

/**
 * Executes one change: lock the target, read it, record the intention, apply, retry until the
 * outcome is known, record the result.
 */
record StepExecution(RunLease runLease, RunDependencies dependencies) {

    void execute(PlannedChange step, RunView run) {
        Instant deadline = runLease.now().plus(step.timeout());
        if (runLease.lock(step.target(), deadline, true)) {
            try {
                executeLocked(step, run, deadline);
            } finally {
                runLease.unlock();
            }
        } else if (!runLease.isAbortAsked()) {
            failed(step, Failure.LOCKED, "waited for " + step.target() + " until " + deadline);
        }
    }

    private void executeLocked(PlannedChange step, RunView run, Instant deadline) {
        StepView seen = run.step(step.id());
        Actuator actuator = dependencies.actuators().of(step.target());
        RetryUntilKnown retrying =
                new RetryUntilKnown(
                        runLease,
                        dependencies,
                        actuator,
                        step.id(),
                        step.retries(),
                        deadline,
                        true);
        Optional<Outcome> outcome;
        if (seen.status() == StepView.Status.INTENDED) {
            Change change = seen.change().orElseThrow(); // begun before: read, then write
            outcome = retrying.settle(change, actuator.verify(change), seen.retries());
        } else {
            outcome = begin(new ApprovedChange(run, step), actuator, retrying);
        }
        outcome.ifPresent(o -> record(step, o));
    }

    /**
     * The plan may have been approved long ago: the target is read again, and only what was shown
     * is done.
     */
    private Optional<Outcome> begin(
            ApprovedChange approved, Actuator actuator, RetryUntilKnown retrying) {
        PlannedChange step = approved.step();
        Optional<Reading> reading = retrying.read(step.target());
        if (reading.isEmpty()) {
            return Optional.empty();
        }
        if (reading.get() instanceof Unreadable u) {
            return Optional.of(new Outcome.Permanent(u.reason(), u.detail()));
        }
        Observed before = (Observed) reading.get();
        String key = runLease.run() + "/" + step.id() + "/" + runLease.fence().number();
        Change change = actuator.plan(before, step.desired()).withKey(key);
        if (change.isEmpty()) {
            return Optional.of(new Outcome.Done(before));
        }
        Optional<String> skipReason = approved.reasonToSkip(before);
        if (skipReason.isPresent()) {
            runLease.write(new RunEvent.StepSkipped(step.id(), skipReason.get()));
            return Optional.empty();
        }
        Optional<String> objection =
                canBeReadBack(step) ? approved.objection(change) : Optional.empty();
        if (objection.isPresent()) {
            return Optional.of(new Outcome.Permanent(Failure.CONFLICT, objection.get()));
        }
        runLease.write(new RunEvent.StepIntended(step.id(), change, runLease.fence().number()));
        return retrying.settle(change, actuator.apply(change, runLease.fence()), 0);
    }

    private void record(PlannedChange step, Outcome outcome) {
        if (outcome instanceof Outcome.Done done) {
            var event = new RunEvent.StepDone(step.id(), done.after().fields());
            if (canBeReadBack(step)) {
                runLease.note(event);
            } else {
                runLease.write(event);
            }
        } else if (outcome instanceof Outcome.NotDone not) {
            failed(step, not.reason(), not.detail() + suffix(not));
        }
    }

    private static String suffix(Outcome.NotDone outcome) {
        if (outcome instanceof Outcome.Retriable) {
            return outcome.reason() == Failure.NOT_YET
                    ? ", and the step's time is over"
                    : ", after all retries";
        }
        return outcome instanceof Outcome.Unknown ? ", and nobody knows whether it was done" : "";
    }

    /**
     * Whether the change can be read back from its target. A sent message cannot: that it was sent
     * must be on disk before anything else happens.
     */
    private boolean canBeReadBack(PlannedChange step) {
        return dependencies.actuators().of(step.target()).shape().restorable();
    }

    private void failed(PlannedChange step, Failure reason, String detail) {
        runLease.write(new RunEvent.StepFailed(step.id(), reason, detail));
    }
}

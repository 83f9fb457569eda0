package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Failure;
import dev.tidegate.runbooks.book.Approvals.Unanswered;
import dev.tidegate.runbooks.book.BookStep.Unresumed;
import dev.tidegate.runbooks.run.plan.PlannedPause;
import dev.tidegate.runbooks.run.plan.PlannedQuestion;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.plan.PlannedWait;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import dev.tidegate.runbooks.signal.SignalReading;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Executes the steps that change nothing: waits, pauses and questions. Their deadline is recorded
 * when they begin, so that it is the same for every process that takes the run up.
 */
record WaitingSteps(RunLease runLease, RunDependencies dependencies) {
    private static final Duration POLL = Duration.ofSeconds(2);

    void begin(PlannedStep step) {
        if (step instanceof PlannedWait wait) {
            runLease.write(
                    new RunEvent.StepWaiting(step.id(), runLease.now().plus(wait.timeout())));
        } else if (step instanceof PlannedPause pause) {
            runLease.write(new RunEvent.StepPaused(step.id(), runLease.now().plus(pause.time())));
        } else { // another kind of step fails here: begun by nobody, it would be next for ever
            PlannedQuestion question = (PlannedQuestion) step;
            Instant end = runLease.now().plus(question.approvals().within());
            runLease.write(new RunEvent.StepAsked(step.id(), end));
        }
    }

    /** Continues a step that this process or another has begun. */
    void continueStep(PlannedStep step, StepView seen, RunView run) {
        Instant end = seen.until().orElseThrow();
        if (step instanceof PlannedWait wait) {
            await(wait, end);
        } else if (step instanceof PlannedPause pause) {
            pause(pause, end);
        } else {
            passIfApproved((PlannedQuestion) step, run);
        }
    }

    /**
     * Waits until the signal has held for long enough; only what this process has seen itself
     * counts.
     */
    private void await(PlannedWait wait, Instant end) {
        Optional<Instant> since = Optional.empty();
        while (!runLease.isAbortAsked() && !Thread.currentThread().isInterrupted()) {
            SignalReading reading = runLease.signal(wait.query());
            Instant now = runLease.now();
            boolean holds =
                    reading instanceof SignalReading.Value v && wait.holdsAt(v.sample().value());
            since =
                    holds
                            ? Optional.of(since.filter(then -> then.isBefore(now)).orElse(now))
                            : Optional.empty(); // a time in the future: the clock was set back
            if (since.isPresent() && !now.isBefore(since.get().plus(wait.lasting()))) {
                runLease.write(
                        new RunEvent.StepPassed(wait.id(), "the signal was " + describe(reading)));
                return;
            }
            if (!now.isBefore(end)) {
                String why = "waited for " + wait.condition() + ", the signal was ";
                failed(wait, Failure.NOT_YET, why + describe(reading));
                return;
            }
            runLease.pause(wait.lasting().isZero() ? POLL : shorter(POLL, wait.lasting()));
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String describe(SignalReading reading) {
        return reading instanceof SignalReading.Value v
                ? String.valueOf(v.sample().value())
                : "not known: " + ((SignalReading.Missing) reading).why();
    }

    private void pause(PlannedPause pause, Instant end) {
        if (runLease.now().isBefore(end)) {
            runLease.pause(shorter(POLL, Duration.between(runLease.now(), end)));
        } else if (pause.otherwise() == Unresumed.PROCEED) {
            runLease.write(new RunEvent.StepPassed(pause.id(), "the time is over"));
        } else {
            failed(pause, Failure.NOT_YET, "nobody resumed the run until " + end);
        }
    }

    /**
     * Enough people agreed; whether each has the role is checked again, since the ledger may be
     * forged.
     */
    private void passIfApproved(PlannedQuestion question, RunView run) {
        Optional<String> objection =
                dependencies.approvers().objection(run, question.approvals().role());
        if (objection.isPresent()) {
            failed(question, Failure.DENIED, objection.get());
        } else {
            String by = String.join(", ", run.approvedBy());
            runLease.write(new RunEvent.StepPassed(question.id(), "approved by " + by));
        }
    }

    /** Ends a question that nobody answered in time as the book says. */
    void expire(String step, Unanswered otherwise) {
        runLease.write(
                otherwise == Unanswered.PROCEED
                        ? new RunEvent.StepPassed(step, "nobody answered; the book says to proceed")
                        : new RunEvent.StepFailed(
                                step, Failure.TIMED_OUT, "nobody answered in time"));
    }

    private void failed(PlannedStep step, Failure reason, String detail) {
        runLease.write(new RunEvent.StepFailed(step.id(), reason, detail));
    }
}

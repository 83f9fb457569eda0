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
 * Carries out the steps that change nothing: waits, pauses and questions. Their end is written down when
 * they begin, so that it is the same for whoever takes the run up.
 */
record WaitingSteps(RunLease grip, RunDependencies means) {
    private static final Duration POLL = Duration.ofSeconds(2);

    void begin(PlannedStep step) {
        if (step instanceof PlannedWait wait) {
            grip.write(new RunEvent.StepWaiting(step.id(), grip.now().plus(wait.timeout())));
        } else if (step instanceof PlannedPause pause) {
            grip.write(new RunEvent.StepPaused(step.id(), grip.now().plus(pause.time())));
        } else if (step instanceof PlannedQuestion question) {
            Instant end = grip.now().plus(question.approvals().within());
            grip.write(new RunEvent.StepAsked(step.id(), end));
        }
    }

    /** Goes on with what was begun, by this process or another. */
    void goOn(PlannedStep step, StepView seen, RunView run) {
        Instant end = seen.until().orElseThrow();
        if (step instanceof PlannedWait wait) {
            await(wait, end);
        } else if (step instanceof PlannedPause pause) {
            pause(pause, end);
        } else if (step instanceof PlannedQuestion question) {
            answered(question, run);
        }
    }

    /** Until the signal has held, on this process's watch: what another saw does not count. */
    private void await(PlannedWait wait, Instant end) {
        Optional<Instant> since = Optional.empty();
        while (!grip.isAbortAsked() && !Thread.currentThread().isInterrupted()) {
            SignalReading reading = grip.signal(wait.query());
            Instant now = grip.now();
            boolean holds =
                    reading instanceof SignalReading.Value v && wait.holdsAt(v.sample().value());
            since =
                    holds
                            ? Optional.of(since.filter(then -> then.isBefore(now)).orElse(now))
                            : Optional.empty(); // a time that is yet to come is of a clock set back
            if (since.isPresent() && !now.isBefore(since.get().plus(wait.lasting()))) {
                grip.write(new RunEvent.StepPassed(wait.id(), "the signal was " + told(reading)));
                return;
            }
            if (!now.isBefore(end)) {
                String why = "waited for " + wait.condition() + ", the signal was ";
                failed(wait, Failure.NOT_YET, why + told(reading));
                return;
            }
            grip.pause(wait.lasting().isZero() ? POLL : shorter(POLL, wait.lasting()));
        }
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String told(SignalReading reading) {
        return reading instanceof SignalReading.Value v
                ? String.valueOf(v.sample().value())
                : "not known: " + ((SignalReading.Missing) reading).why();
    }

    private void pause(PlannedPause pause, Instant end) {
        if (grip.now().isBefore(end)) {
            grip.pause(shorter(POLL, Duration.between(grip.now(), end)));
        } else if (pause.otherwise() == Unresumed.PROCEED) {
            grip.write(new RunEvent.StepPassed(pause.id(), "the time is over"));
        } else {
            failed(pause, Failure.NOT_YET, "nobody resumed the run until " + end);
        }
    }

    /** Enough people agreed; whether they may is asked again, since the ledger's word may be forged. */
    private void answered(PlannedQuestion question, RunView run) {
        String role = question.approvals().role();
        Optional<String> impostor =
                run.approvedBy().stream()
                        .filter(by -> !means.approvers().counts(by, role))
                        .findFirst();
        if (impostor.isPresent()) {
            String why = impostor.get() + " approved without the role " + role;
            failed(question, Failure.DENIED, why);
        } else {
            String by = String.join(", ", run.approvedBy());
            grip.write(new RunEvent.StepPassed(question.id(), "approved by " + by));
        }
    }

    /** Nobody answered in time: the book says what then. */
    void lapse(String step, Unanswered otherwise) {
        grip.write(
                otherwise == Unanswered.PROCEED
                        ? new RunEvent.StepPassed(step, "nobody answered; the book says to proceed")
                        : new RunEvent.StepFailed(
                                step, Failure.TIMED_OUT, "nobody answered in time"));
    }

    private void failed(PlannedStep step, Failure reason, String detail) {
        grip.write(new RunEvent.StepFailed(step.id(), reason, detail));
    }
}

package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.book.BookStep.Unresumed;
import dev.tidegate.runbooks.book.Effect;
import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.PlannedPause;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.record.Question;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import dev.tidegate.runbooks.run.record.StepView.Status;
import dev.tidegate.runbooks.signal.SignalReading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Drives a run until it rests: each turn reads the ledger and takes one action. */
final class RunDriver {
    /**
     * A run taken up more often than this without progress, and with nothing to wait for, crashes
     * every process that takes it.
     */
    private static final int MAX_IDLE_TAKES = 10;

    private static final Duration SIGNAL_POLL = Duration.ofSeconds(2);

    private final RunLease runLease;
    private final RunDependencies dependencies;

    RunDriver(RunLease runLease, RunDependencies dependencies) {
        this.runLease = runLease;
        this.dependencies = dependencies;
    }

    RunView drive() {
        RunView found = runLease.view();
        if (isAtRest(found)) {
            return found;
        }
        if (found.state() == RunState.READY) {
            Optional<String> objection =
                    found.plan()
                            .approvals()
                            .flatMap(a -> dependencies.approvers().objection(found, a.role()));
            if (objection.isPresent()) {
                runLease.write(new RunEvent.Rejected(objection.get()));
                return runLease.view();
            }
        }
        runLease.note(new RunEvent.Taken(runLease.process()));
        while (true) {
            runLease.keepAlive();
            RunView view = runLease.view();
            if (isAtRest(view) || Thread.currentThread().isInterrupted()) {
                return view;
            }
            advance(view);
        }
    }

    /** Whether nothing can be done about the run now. */
    private boolean isAtRest(RunView view) {
        return isAtRest(view, runLease.now());
    }

    static boolean isAtRest(RunView view, Instant now) {
        boolean asked = view.abort().isPresent();
        boolean undoAsked = view.abort().map(a -> !a.keep()).orElse(false);
        return switch (view.state()) {
            case READY, RUNNING, VERIFYING, UNDOING -> false;
            case AWAITING_APPROVAL ->
                    !asked && view.question().map(q -> now.isBefore(q.until())).orElse(true);
            case PAUSED -> !asked && awaitsPerson(view, now);
            case IN_FORCE -> !asked && view.until().map(now::isBefore).orElse(true);
            case STUCK -> !asked;
            case DONE, ABORTED -> !undoAsked;
            case UNDONE, REJECTED -> true;
        };
    }

    private static boolean awaitsPerson(RunView view, Instant now) {
        return view.waitingStep()
                .filter(s -> s instanceof PlannedPause p && p.otherwise() == Unresumed.UNDO)
                .flatMap(s -> view.step(s.id()).until())
                .map(now::isBefore)
                .orElse(false);
    }

    private void advance(RunView view) {
        boolean waits = view.endsAt().map(runLease.now()::isBefore).orElse(false);
        if (view.idleTakes() > MAX_IDLE_TAKES && !waits && view.state() != RunState.STUCK) {
            markStuck(view, "taken up " + view.idleTakes() + " times and never got further");
            return;
        }
        switch (view.state()) {
            case AWAITING_APPROVAL -> closeQuestion(view);
            case READY, RUNNING, PAUSED -> runNextStep(view);
            case VERIFYING -> verify(view);
            case UNDOING -> undo(view);
            case IN_FORCE, STUCK, DONE, ABORTED -> undoOrAbort(view);
            case UNDONE, REJECTED -> throw new IllegalStateException("nothing to do: " + view);
        }
    }

    private void closeQuestion(RunView view) {
        Optional<AbortRequested> abort = view.abort();
        Question question = view.question().orElseThrow();
        if (question.step().isPresent()) {
            if (abort.isPresent()) {
                applyAbort(abort.get());
            } else {
                String step = question.step().get();
                new WaitingSteps(runLease, dependencies).expire(step, question.asked().otherwise());
            }
        } else if (abort.isPresent()) {
            String why = "withdrawn by " + abort.get().by() + ": " + abort.get().why();
            runLease.write(new RunEvent.Rejected(why));
        } else if (question.asked().otherwise() == Approvals.Unanswered.PROCEED) {
            runLease.write(
                    new RunEvent.ApprovalLapsed("nobody answered; the book says to proceed"));
        } else {
            runLease.write(new RunEvent.Rejected("nobody answered in time"));
        }
    }

    private void undoOrAbort(RunView view) {
        if (view.abort().isEmpty()) {
            runLease.write(new RunEvent.UndoStarted("the lease ran out"));
        } else {
            applyAbort(view.abort().get());
        }
    }

    private void applyAbort(AbortRequested request) {
        String why = "asked by " + request.by() + ": " + request.why();
        runLease.write(request.keep() ? new RunEvent.Aborted(why) : new RunEvent.UndoStarted(why));
    }

    private void runNextStep(RunView view) {
        List<String> failed = view.stepsIn(Status.FAILED);
        if (view.abort().isPresent()) {
            applyAbort(view.abort().get());
        } else if (!failed.isEmpty()) {
            String step = failed.get(0);
            runLease.write(
                    new RunEvent.UndoStarted(
                            "step " + step + " failed: " + view.step(step).note()));
        } else {
            Optional<PlannedStep> next = nextStep(view);
            if (next.isPresent()) {
                execute(next.get(), view);
            } else if (view.plan().effect().isPresent() && view.plan().rule().isPresent()) {
                beginVerifying(view, view.plan().effect().get());
            } else {
                complete(view);
            }
        }
    }

    private void execute(PlannedStep step, RunView view) {
        StepView seen = view.step(step.id());
        if (step.skip().isPresent()) {
            runLease.write(new RunEvent.StepSkipped(step.id(), step.skip().get()));
        } else if (step instanceof PlannedChange change) {
            new StepExecution(runLease, dependencies).execute(change, view);
        } else if (seen.status() == Status.WAITING) {
            new WaitingSteps(runLease, dependencies).continueStep(step, seen, view);
        } else {
            new WaitingSteps(runLease, dependencies).begin(step);
        }
    }

    private static Optional<PlannedStep> nextStep(RunView view) {
        return view.plan().steps().stream()
                .filter(
                        s -> {
                            Status status = view.step(s.id()).status();
                            return status == Status.PENDING
                                    || status == Status.INTENDED
                                    || status == Status.WAITING;
                        })
                .findFirst();
    }

    private void complete(RunView view) {
        runLease.write(
                view.plan()
                        .lease()
                        .<RunEvent>map(d -> new RunEvent.InForce(runLease.now().plus(d)))
                        .orElseGet(() -> new RunEvent.Done("every step holds")));
    }

    /** Where nobody can be asked and the changes stay anyway, there is nothing to wait for. */
    private void beginVerifying(RunView view, Effect effect) {
        if (effect.otherwise() == Effect.Missing.KEEP && !dependencies.signals().isConfigured()) {
            String why = "not looked at: no metrics server is configured";
            runLease.write(new RunEvent.EffectSeen(false, OptionalDouble.empty(), why));
            complete(view);
        } else {
            runLease.write(new RunEvent.VerifyStarted(runLease.now().plus(effect.within())));
        }
    }

    private void verify(RunView view) {
        if (view.abort().isPresent()) {
            applyAbort(view.abort().get());
            return;
        }
        TriggerRule rule = view.plan().rule().orElseThrow();
        SignalReading reading = runLease.signal(rule.query());
        OptionalDouble value =
                reading instanceof SignalReading.Value v
                        ? OptionalDouble.of(v.sample().value())
                        : OptionalDouble.empty();
        if (value.isPresent() && rule.exitsAt(value.getAsDouble())) {
            runLease.write(new RunEvent.EffectSeen(true, value, "the signal is calm again"));
            complete(view);
        } else if (view.until().map(runLease.now()::isBefore).orElse(false)) {
            runLease.pause(SIGNAL_POLL);
        } else {
            handleMissingEffect(
                    view,
                    value,
                    reading instanceof SignalReading.Value v
                            ? "the signal did not calm down: it is " + v.sample().value()
                            : "the signal did not calm down as far as is known: "
                                    + ((SignalReading.Missing) reading).why());
        }
    }

    private void handleMissingEffect(RunView view, OptionalDouble value, String detail) {
        runLease.write(new RunEvent.EffectSeen(false, value, detail));
        switch (view.plan().effect().orElseThrow().otherwise()) {
            case UNDO -> runLease.write(new RunEvent.UndoStarted(detail));
            case KEEP -> complete(view);
            case STOP -> markStuck(view, detail);
        }
    }

    private void undo(RunView view) {
        Optional<AbortRequested> keep = view.abort().filter(AbortRequested::keep);
        if (keep.isPresent()) {
            applyAbort(keep.get());
        } else if (!new UndoSequence(runLease, dependencies).undoNext(view)) {
            List<String> failed = view.stepsIn(Status.UNDO_FAILED);
            List<String> conflicts = view.stepsIn(Status.CONFLICT);
            if (!failed.isEmpty()) {
                markStuck(view, "could not take back " + String.join(", ", failed));
            } else if (conflicts.isEmpty()) {
                runLease.write(new RunEvent.Undone(view.note()));
            } else {
                runLease.write(
                        new RunEvent.Undone(
                                view.note()
                                        + "; left alone, since somebody changed them afterwards: "
                                        + String.join(", ", conflicts)));
            }
        }
    }

    private void markStuck(RunView view, String why) {
        runLease.write(new RunEvent.Stuck(why, ManualRecovery.of(view)));
    }
}

package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.book.BookStep.Unresumed;
import dev.tidegate.runbooks.book.Effect;
import dev.tidegate.runbooks.book.Rule;
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

/** Moves a run until it rests: each turn looks at what the ledger says and makes one move. */
final class Drive {
    /** A run that was taken up this often without getting anywhere, though it has nothing to wait for, kills whoever touches it. */
    private static final int MOST_IDLE_TAKES = 10;

    private static final Duration SIGNAL_POLL = Duration.ofSeconds(2);

    private final Grip grip;
    private final Means means;

    Drive(Grip grip, Means means) {
        this.grip = grip;
        this.means = means;
    }

    RunView go() {
        RunView found = grip.view();
        if (isAtRest(found)) {
            return found;
        }
        if (found.state() == RunState.READY) {
            Optional<String> forged = forged(found);
            if (forged.isPresent()) {
                grip.write(new RunEvent.Rejected(forged.get()));
                return grip.view();
            }
        }
        grip.note(new RunEvent.Taken(grip.process()));
        while (true) {
            grip.keepAlive();
            RunView view = grip.view();
            if (isAtRest(view) || Thread.currentThread().isInterrupted()) {
                return view;
            }
            move(view);
        }
    }

    /** Whose approval stands in the ledger without the right to it. */
    private Optional<String> forged(RunView view) {
        return view.plan()
                .approvals()
                .flatMap(
                        a ->
                                view.approvedBy().stream()
                                        .filter(by -> !means.approvers().counts(by, a.role()))
                                        .findFirst()
                                        .map(by -> by + " approved without the role " + a.role()));
    }

    /** Whether nothing can be done about the run now. */
    private boolean isAtRest(RunView view) {
        return isAtRest(view, grip.now());
    }

    static boolean isAtRest(RunView view, Instant now) {
        boolean asked = view.abort().isPresent();
        boolean undoAsked = view.abort().map(a -> !a.keep()).orElse(false);
        return switch (view.state()) {
            case READY, RUNNING, VERIFYING, UNDOING -> false;
            case AWAITING_APPROVAL ->
                    !asked && view.question().map(q -> now.isBefore(q.until())).orElse(true);
            case PAUSED -> !asked && waitsForAPerson(view, now);
            case IN_FORCE -> !asked && view.until().map(now::isBefore).orElse(true);
            case STUCK -> !asked;
            case DONE, ABORTED -> !undoAsked;
            case UNDONE, REJECTED -> true;
        };
    }

    private static boolean waitsForAPerson(RunView view, Instant now) {
        return view.underWay()
                .filter(s -> s instanceof PlannedPause p && p.otherwise() == Unresumed.UNDO)
                .flatMap(s -> view.step(s.id()).until())
                .map(now::isBefore)
                .orElse(false);
    }

    private void move(RunView view) {
        boolean waits = view.ends().map(grip.now()::isBefore).orElse(false);
        if (view.idleTakes() > MOST_IDLE_TAKES && !waits && view.state() != RunState.STUCK) {
            stuck(view, "taken up " + view.idleTakes() + " times and never got further");
            return;
        }
        switch (view.state()) {
            case AWAITING_APPROVAL -> unanswered(view);
            case READY, RUNNING, PAUSED -> forward(view);
            case VERIFYING -> verify(view);
            case UNDOING -> back(view);
            case IN_FORCE, STUCK, DONE, ABORTED -> leave(view);
            case UNDONE, REJECTED -> throw new IllegalStateException("nothing to do: " + view);
        }
    }

    private void unanswered(RunView view) {
        Optional<AbortRequested> abort = view.abort();
        Question question = view.question().orElseThrow();
        if (question.step().isPresent()) {
            if (abort.isPresent()) {
                aborted(abort.get());
            } else {
                String step = question.step().get();
                new Standing(grip, means).lapse(step, question.asked().otherwise());
            }
        } else if (abort.isPresent()) {
            grip.write(new RunEvent.Rejected("withdrawn by " + abort.get().by()));
        } else if (question.asked().otherwise() == Approvals.Unanswered.PROCEED) {
            grip.write(new RunEvent.ApprovalLapsed("nobody answered; the book says to proceed"));
        } else {
            grip.write(new RunEvent.Rejected("nobody answered in time"));
        }
    }

    private void leave(RunView view) {
        if (view.abort().isEmpty()) {
            grip.write(new RunEvent.UndoStarted("the lease ran out"));
        } else {
            aborted(view.abort().get());
        }
    }

    private void aborted(AbortRequested request) {
        String why = "asked by " + request.by() + ": " + request.why();
        grip.write(request.keep() ? new RunEvent.Aborted(why) : new RunEvent.UndoStarted(why));
    }

    private void forward(RunView view) {
        List<String> failed = view.stepsIn(Status.FAILED);
        if (view.abort().isPresent()) {
            aborted(view.abort().get());
        } else if (!failed.isEmpty()) {
            String step = failed.get(0);
            grip.write(
                    new RunEvent.UndoStarted(
                            "step " + step + " failed: " + view.step(step).note()));
        } else {
            Optional<PlannedStep> next = next(view);
            if (next.isPresent()) {
                step(next.get(), view);
            } else if (view.plan().effect().isPresent() && view.plan().rule().isPresent()) {
                Effect effect = view.plan().effect().get();
                grip.write(new RunEvent.VerifyStarted(grip.now().plus(effect.within())));
            } else {
                arrived(view);
            }
        }
    }

    private void step(PlannedStep step, RunView view) {
        StepView seen = view.step(step.id());
        if (step.skip().isPresent()) {
            grip.write(new RunEvent.StepSkipped(step.id(), step.skip().get()));
        } else if (step instanceof PlannedChange change) {
            new Forward(grip, means).take(change, view);
        } else if (seen.status() == Status.WAITING) {
            new Standing(grip, means).goOn(step, seen, view);
        } else {
            new Standing(grip, means).begin(step);
        }
    }

    private static Optional<PlannedStep> next(RunView view) {
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

    private void arrived(RunView view) {
        grip.write(
                view.plan()
                        .lease()
                        .<RunEvent>map(d -> new RunEvent.InForce(grip.now().plus(d)))
                        .orElseGet(() -> new RunEvent.Done("every step holds")));
    }

    private void verify(RunView view) {
        if (view.abort().isPresent()) {
            aborted(view.abort().get());
            return;
        }
        Rule rule = view.plan().rule().orElseThrow();
        SignalReading reading = grip.signal(rule.query());
        OptionalDouble value =
                reading instanceof SignalReading.Value v
                        ? OptionalDouble.of(v.sample().value())
                        : OptionalDouble.empty();
        if (value.isPresent() && rule.exitsAt(value.getAsDouble())) {
            grip.write(new RunEvent.EffectSeen(true, value, "the signal is calm again"));
            arrived(view);
        } else if (view.until().map(grip.now()::isBefore).orElse(false)) {
            grip.pause(SIGNAL_POLL);
        } else {
            String found = reading instanceof SignalReading.Missing m ? m.why() : "it is " + value;
            unshown(view, value, "the signal did not calm down: " + found);
        }
    }

    private void unshown(RunView view, OptionalDouble value, String detail) {
        grip.write(new RunEvent.EffectSeen(false, value, detail));
        switch (view.plan().effect().orElseThrow().otherwise()) {
            case UNDO -> grip.write(new RunEvent.UndoStarted(detail));
            case KEEP -> arrived(view);
            case STOP -> stuck(view, detail);
        }
    }

    private void back(RunView view) {
        Optional<AbortRequested> keep = view.abort().filter(AbortRequested::keep);
        if (keep.isPresent()) {
            aborted(keep.get());
        } else if (!new WayBack(grip, means).goOn(view)) {
            List<String> failed = view.stepsIn(Status.UNDO_FAILED);
            List<String> conflicts = view.stepsIn(Status.CONFLICT);
            if (!failed.isEmpty()) {
                stuck(view, "could not take back " + String.join(", ", failed));
            } else if (conflicts.isEmpty()) {
                grip.write(new RunEvent.Undone(view.note()));
            } else {
                grip.write(
                        new RunEvent.Undone(
                                view.note()
                                        + "; left alone, since somebody changed them afterwards: "
                                        + String.join(", ", conflicts)));
            }
        }
    }

    private void stuck(RunView view, String why) {
        grip.write(new RunEvent.Stuck(why, ByHand.of(view)));
    }
}

package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.StepView.Status;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * Applies one event to a run view: copies the view into mutable fields, changes them, and builds
 * the next view.
 */
final class RunFold {
    private final RunView before;
    private final RunPlan plan;
    private final Map<String, StepView> steps;
    private final SortedSet<String> approvedBy;
    private RunState state;
    private Optional<AbortRequested> abort;
    private Optional<Instant> until;
    private int idleTakes;
    private Optional<UndoCause> retreat;
    private String note;

    RunFold(RunView before) {
        this.before = before;
        this.plan = before.plan();
        this.steps = new LinkedHashMap<>(before.steps());
        this.approvedBy = new TreeSet<>(before.approvedBy());
        this.state = before.state();
        this.abort = before.abort();
        this.until = before.until();
        this.idleTakes = before.idleTakes();
        this.retreat = before.retreat();
        this.note = before.note();
    }

    RunView after(RunEvent event, Instant at) {
        if (!applyRequest(event) && !applyRunEvent(event) && !applyStepEvent(event, at)) {
            throw new IllegalStateException("no rule for " + event);
        }
        return new RunView(
                before.id(),
                plan,
                before.author(),
                before.plannedAt(),
                at,
                state,
                steps,
                approvedBy,
                abort,
                until,
                idleTakes,
                retreat,
                note);
    }

    /** Applies people's requests. One that comes too late changes nothing. */
    private boolean applyRequest(RunEvent event) {
        if (event instanceof RunEvent.Approved e) {
            before.question()
                    .filter(q -> q.step().equals(e.step()))
                    .ifPresent(q -> approve(q, e.by()));
        } else if (event instanceof RunEvent.Refused e) {
            before.question().ifPresent(q -> refuse(q, "refused by " + e.by() + ": " + e.why()));
        } else if (event instanceof AbortRequested e) {
            if (state != RunState.UNDONE && state != RunState.REJECTED) {
                abort = Optional.of(e);
            }
        } else if (event instanceof RunEvent.RetryRequested e) {
            if (state == RunState.STUCK && abort.isEmpty()) {
                retry(e);
            }
        } else if (event instanceof RunEvent.Resumed e) {
            resume(e);
        } else {
            return false;
        }
        return true;
    }

    private void approve(Question question, String by) {
        if (!question.asked().notAuthor() || !by.equals(before.author())) {
            approvedBy.add(by);
        }
        if (approvedBy.size() >= question.asked().least()) {
            state = question.step().isPresent() ? RunState.RUNNING : RunState.READY;
        }
    }

    /**
     * A refusal before the first step rejects the run, since there is nothing to undo; later it
     * fails the step.
     */
    private void refuse(Question question, String why) {
        if (question.step().isEmpty()) {
            setState(RunState.REJECTED, why);
        } else {
            state = RunState.RUNNING;
            finishStep(question.step().get(), Status.FAILED, why);
        }
    }

    private void resume(RunEvent.Resumed request) {
        boolean pausesThere =
                state == RunState.PAUSED
                        && before.waitingStep()
                                .map(s -> s.id().equals(request.step()))
                                .orElse(false);
        if (pausesThere) {
            state = RunState.RUNNING;
            finishStep(request.step(), Status.DONE, "resumed by " + request.by());
        }
    }

    private void retry(RunEvent.RetryRequested request) {
        boolean[] reached = {request.fromStep().isEmpty()};
        steps.replaceAll(
                (name, step) -> {
                    reached[0] |= request.fromStep().map(name::equals).orElse(false);
                    return reached[0] ? retryStep(step, request) : step;
                });
        abort = Optional.empty();
        idleTakes = 0;
        setState(
                retreat.isEmpty() ? RunState.RUNNING : RunState.UNDOING,
                retreat.map(back -> back.why() + "; ").orElse("") + "resumed by " + request.by());
    }

    private StepView retryStep(StepView step, RunEvent.RetryRequested request) {
        boolean forward = retreat.isEmpty();
        return switch (step.status()) {
            case FAILED, INTENDED, WAITING -> forward ? step.reset() : step;
            case DONE -> forward && request.fromStep().isPresent() ? step.reset() : step;
            case UNDO_FAILED -> step.undoAgain();
            default -> step;
        };
    }

    /** Applies events of the run as a whole. */
    private boolean applyRunEvent(RunEvent event) {
        if (event instanceof RunEvent.Planned) {
            throw new IllegalStateException("run " + before.id() + " was planned twice");
        } else if (event instanceof RunEvent.ApprovalLapsed e) {
            if (state == RunState.AWAITING_APPROVAL) { // unless somebody refused at that moment
                setState(RunState.READY, e.why());
            }
        } else if (event instanceof RunEvent.Rejected e) {
            setState(RunState.REJECTED, e.why());
        } else if (event instanceof RunEvent.Taken) {
            state = state == RunState.READY ? RunState.RUNNING : state;
            idleTakes++;
        } else if (event instanceof RunEvent.VerifyStarted e) {
            setStateUntil(RunState.VERIFYING, "", Optional.of(e.until()));
        } else if (event instanceof RunEvent.EffectSeen e) {
            note = e.detail();
        } else if (event instanceof RunEvent.InForce e) {
            setStateUntil(RunState.IN_FORCE, "", Optional.of(e.until()));
        } else if (event instanceof RunEvent.UndoStarted e) {
            startUndo(e.why());
        } else if (event instanceof RunEvent.Stuck e) {
            setStateUntil(RunState.STUCK, e.why() + "\n" + e.instructions(), Optional.empty());
            abort = abort.filter(asked -> asked.keep() || retreat.isEmpty()); // else it was tried
        } else if (event instanceof RunEvent.Done e) {
            setStateUntil(RunState.DONE, e.detail(), Optional.empty());
        } else if (event instanceof RunEvent.Undone e) {
            setStateUntil(RunState.UNDONE, e.detail(), Optional.empty());
        } else if (event instanceof RunEvent.Aborted e) {
            setStateUntil(RunState.ABORTED, e.detail(), Optional.empty());
        } else {
            return false;
        }
        return true;
    }

    private void setState(RunState next, String why) {
        state = next;
        note = why;
    }

    private void setStateUntil(RunState next, String why, Optional<Instant> end) {
        setState(next, why);
        until = end;
        idleTakes = 0;
    }

    private void startUndo(String why) {
        steps.replaceAll((name, s) -> s.status() == Status.UNDO_FAILED ? s.undoAgain() : s);
        retreat = Optional.of(new UndoCause(why, abort.isPresent() || state == RunState.IN_FORCE));
        setStateUntil(RunState.UNDOING, why, Optional.empty());
    }

    /** Applies events of one step. A finished step is progress and resets {@code idleTakes}. */
    private boolean applyStepEvent(RunEvent event, Instant at) {
        if (event instanceof RunEvent.StepSkipped e) {
            change(e.step(), s -> s.withStatus(Status.SKIPPED, e.why()));
        } else if (event instanceof RunEvent.StepIntended e) {
            change(e.step(), s -> s.intended(e.change()));
        } else if (event instanceof RunEvent.StepRetried e) {
            change(e.step(), s -> s.retried(e.retry(), e.detail()));
        } else if (event instanceof RunEvent.StepFailed e) {
            if (!hasStatus(
                    e.step(), Status.DONE)) { // a person may just have resumed or approved it
                state = RunState.RUNNING;
                change(
                        e.step(),
                        s -> s.withStatus(Status.FAILED, e.reason().code() + ": " + e.detail()));
            }
        } else if (event instanceof RunEvent.StepUndoing e) {
            change(e.step(), s -> s.undoing(e.change()));
        } else if (event instanceof RunEvent.StepWaiting e) {
            startWaiting(e.step(), e.until(), RunState.RUNNING);
        } else if (event instanceof RunEvent.StepPaused e) {
            startWaiting(e.step(), e.until(), RunState.PAUSED);
        } else if (event instanceof RunEvent.StepAsked e) {
            approvedBy.clear();
            startWaiting(e.step(), e.until(), RunState.AWAITING_APPROVAL);
        } else if (event instanceof RunEvent.StepPassed e) {
            if (hasStatus(e.step(), Status.WAITING)) {
                state = RunState.RUNNING;
                finishStep(e.step(), Status.DONE, e.detail());
            }
        } else if (event instanceof RunEvent.StepDone e) {
            finishStep(e.step(), Status.DONE, "");
        } else if (event instanceof RunEvent.StepUndone e) {
            finishStep(e.step(), Status.UNDONE, e.detail());
        } else if (event instanceof RunEvent.UndoConflict e) {
            finishStep(e.step(), Status.CONFLICT, "found " + e.found());
        } else if (event instanceof RunEvent.UndoFailed e) {
            undoFailed(e, at);
        } else {
            return false;
        }
        return true;
    }

    /** The first transient undo failure starts the period of retries. */
    private void undoFailed(RunEvent.UndoFailed e, Instant at) {
        change(e.step(), s -> s.undoFailed(e.reason(), e.detail()));
        if (!e.reason().isPermanent() && until.isEmpty()) {
            until = Optional.of(at.plus(UndoCause.PATIENCE));
        }
        idleTakes = 0;
    }

    private boolean hasStatus(String step, Status status) {
        return Optional.ofNullable(steps.get(step)).filter(s -> s.status() == status).isPresent();
    }

    private void startWaiting(String step, Instant end, RunState next) {
        change(step, s -> s.waiting(end));
        state = next;
        idleTakes = 0;
    }

    private void finishStep(String step, Status status, String why) {
        change(step, s -> s.withStatus(status, why));
        idleTakes = 0;
    }

    private void change(String step, UnaryOperator<StepView> how) {
        steps.computeIfPresent(step, (name, view) -> how.apply(view));
    }
}

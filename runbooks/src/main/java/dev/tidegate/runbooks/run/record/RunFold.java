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

/** What one event makes of a run: a view taken apart, changed in place, and put together again. */
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
        if (!request(event) && !course(event) && !step(event, at)) {
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

    /** What people ask for. One that comes too late changes nothing. */
    private boolean request(RunEvent event) {
        if (event instanceof RunEvent.Approved e) {
            before.question()
                    .filter(q -> q.step().equals(e.step()))
                    .ifPresent(q -> approved(q, e.by()));
        } else if (event instanceof RunEvent.Refused e) {
            before.question().ifPresent(q -> refused(q, "refused by " + e.by() + ": " + e.why()));
        } else if (event instanceof AbortRequested e) {
            if (state != RunState.UNDONE && state != RunState.REJECTED) {
                abort = Optional.of(e);
            }
        } else if (event instanceof RunEvent.RetryRequested e) {
            if (state == RunState.STUCK && abort.isEmpty()) {
                retry(e);
            }
        } else if (event instanceof RunEvent.Resumed e) {
            resumed(e);
        } else {
            return false;
        }
        return true;
    }

    private void approved(Question question, String by) {
        if (!question.asked().notAuthor() || !by.equals(before.author())) {
            approvedBy.add(by);
        }
        if (approvedBy.size() >= question.asked().least()) {
            state = question.step().isPresent() ? RunState.RUNNING : RunState.READY;
        }
    }

    /** Before the first step nothing has to be taken back. */
    private void refused(Question question, String why) {
        if (question.step().isEmpty()) {
            enter(RunState.REJECTED, why);
        } else {
            state = RunState.RUNNING;
            settle(question.step().get(), Status.FAILED, why);
        }
    }

    private void resumed(RunEvent.Resumed request) {
        boolean pausesThere =
                state == RunState.PAUSED
                        && before.underWay().map(s -> s.id().equals(request.step())).orElse(false);
        if (pausesThere) {
            state = RunState.RUNNING;
            settle(request.step(), Status.DONE, "resumed by " + request.by());
        }
    }

    private void retry(RunEvent.RetryRequested request) {
        boolean[] reached = {request.fromStep().isEmpty()};
        steps.replaceAll(
                (name, step) -> {
                    reached[0] |= request.fromStep().map(name::equals).orElse(false);
                    return reached[0] ? again(step, request) : step;
                });
        abort = Optional.empty();
        idleTakes = 0;
        enter(
                retreat.isEmpty() ? RunState.RUNNING : RunState.UNDOING,
                retreat.map(back -> back.why() + "; ").orElse("") + "resumed by " + request.by());
    }

    private StepView again(StepView step, RunEvent.RetryRequested request) {
        boolean forward = retreat.isEmpty();
        return switch (step.status()) {
            case FAILED, INTENDED, WAITING -> forward ? step.fresh() : step;
            case DONE -> forward && request.fromStep().isPresent() ? step.fresh() : step;
            case UNDO_FAILED -> step.undoAgain();
            default -> step;
        };
    }

    /** What becomes of the run as a whole. */
    private boolean course(RunEvent event) {
        if (event instanceof RunEvent.Planned) {
            throw new IllegalStateException("run " + before.id() + " was planned twice");
        } else if (event instanceof RunEvent.ApprovalLapsed e) {
            if (state == RunState.AWAITING_APPROVAL) { // and nobody refused in that moment
                enter(RunState.READY, e.why());
            }
        } else if (event instanceof RunEvent.Rejected e) {
            enter(RunState.REJECTED, e.why());
        } else if (event instanceof RunEvent.Taken) {
            state = state == RunState.READY ? RunState.RUNNING : state;
            idleTakes++;
        } else if (event instanceof RunEvent.VerifyStarted e) {
            enterUntil(RunState.VERIFYING, "", Optional.of(e.until()));
        } else if (event instanceof RunEvent.EffectSeen e) {
            note = e.detail();
        } else if (event instanceof RunEvent.InForce e) {
            enterUntil(RunState.IN_FORCE, "", Optional.of(e.until()));
        } else if (event instanceof RunEvent.UndoStarted e) {
            back(e.why());
        } else if (event instanceof RunEvent.Stuck e) {
            enterUntil(RunState.STUCK, e.why() + "\n" + e.instructions(), Optional.empty());
            abort = abort.filter(asked -> asked.keep() || retreat.isEmpty()); // else it was tried
        } else if (event instanceof RunEvent.Done e) {
            enterUntil(RunState.DONE, e.detail(), Optional.empty());
        } else if (event instanceof RunEvent.Undone e) {
            enterUntil(RunState.UNDONE, e.detail(), Optional.empty());
        } else if (event instanceof RunEvent.Aborted e) {
            enterUntil(RunState.ABORTED, e.detail(), Optional.empty());
        } else {
            return false;
        }
        return true;
    }

    private void enter(RunState next, String why) {
        state = next;
        note = why;
    }

    private void enterUntil(RunState next, String why, Optional<Instant> end) {
        enter(next, why);
        until = end;
        idleTakes = 0;
    }

    private void back(String why) {
        steps.replaceAll((name, s) -> s.status() == Status.UNDO_FAILED ? s.undoAgain() : s);
        retreat = Optional.of(new UndoCause(why, abort.isPresent() || state == RunState.IN_FORCE));
        enterUntil(RunState.UNDOING, why, Optional.empty());
    }

    /** What becomes of one step; one that came to an end is progress. */
    private boolean step(RunEvent event, Instant at) {
        if (event instanceof RunEvent.StepSkipped e) {
            change(e.step(), s -> s.with(Status.SKIPPED, e.why()));
        } else if (event instanceof RunEvent.StepIntended e) {
            change(e.step(), s -> s.intended(e.change()));
        } else if (event instanceof RunEvent.StepRetried e) {
            change(e.step(), s -> s.retried(e.retry(), e.detail()));
        } else if (event instanceof RunEvent.StepFailed e) {
            if (!is(e.step(), Status.DONE)) { // as by a person's word just then
                state = RunState.RUNNING;
                change(e.step(), s -> s.with(Status.FAILED, e.reason().code() + ": " + e.detail()));
            }
        } else if (event instanceof RunEvent.StepUndoing e) {
            change(e.step(), s -> s.undoing(e.change()));
        } else if (event instanceof RunEvent.StepWaiting e) {
            begin(e.step(), e.until(), RunState.RUNNING);
        } else if (event instanceof RunEvent.StepPaused e) {
            begin(e.step(), e.until(), RunState.PAUSED);
        } else if (event instanceof RunEvent.StepAsked e) {
            approvedBy.clear();
            begin(e.step(), e.until(), RunState.AWAITING_APPROVAL);
        } else if (event instanceof RunEvent.StepPassed e) {
            if (is(e.step(), Status.WAITING)) {
                state = RunState.RUNNING;
                settle(e.step(), Status.DONE, e.detail());
            }
        } else if (event instanceof RunEvent.StepDone e) {
            settle(e.step(), Status.DONE, "");
        } else if (event instanceof RunEvent.StepUndone e) {
            settle(e.step(), Status.UNDONE, e.detail());
        } else if (event instanceof RunEvent.UndoConflict e) {
            settle(e.step(), Status.CONFLICT, "found " + e.found());
        } else if (event instanceof RunEvent.UndoFailed e) {
            undoFailed(e, at);
        } else {
            return false;
        }
        return true;
    }

    /** The first that time may heal begins the time that it is given. */
    private void undoFailed(RunEvent.UndoFailed e, Instant at) {
        change(e.step(), s -> s.undoFailed(e.reason(), e.detail()));
        if (!e.reason().isLasting() && until.isEmpty()) {
            until = Optional.of(at.plus(UndoCause.PATIENCE));
        }
        idleTakes = 0;
    }

    private boolean is(String step, Status status) {
        return Optional.ofNullable(steps.get(step)).filter(s -> s.status() == status).isPresent();
    }

    private void begin(String step, Instant end, RunState next) {
        change(step, s -> s.waiting(end));
        state = next;
        idleTakes = 0;
    }

    private void settle(String step, Status status, String why) {
        change(step, s -> s.with(status, why));
        idleTakes = 0;
    }

    private void change(String step, UnaryOperator<StepView> how) {
        steps.computeIfPresent(step, (name, view) -> how.apply(view));
    }
}

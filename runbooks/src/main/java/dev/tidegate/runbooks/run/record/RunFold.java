package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.StepView.Status;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Applies one event to a run view: copies the view into mutable fields, changes them by the rule for
 * this kind of event, and builds the next view.
 */
final class RunFold {
    /** What each kind of event changes. */
    static final Map<Class<?>, BiConsumer<RunFold, RunEvent>> RULES = new HashMap<>();

    static {
        // Requests of people: one that comes too late, as a second plan does, changes nothing.
        on(RunEvent.Planned.class, (f, e) -> {});
        on(RunEvent.Approved.class, RunFold::approve);
        on(RunEvent.Refused.class, RunFold::refuse);
        on(RunEvent.AbortRequested.class, RunFold::requestAbort);
        on(RunEvent.RetryRequested.class, RunFold::retry);
        on(RunEvent.Resumed.class, RunFold::resume);
        // The run as a whole.
        on(RunEvent.ApprovalLapsed.class, RunFold::lapse);
        on(RunEvent.Rejected.class, (f, e) -> f.setState(RunState.REJECTED, e.why()));
        on(RunEvent.Taken.class, (f, e) -> f.take());
        on(RunEvent.VerifyStarted.class, (f, e) -> f.enterUntil(RunState.VERIFYING, e.until()));
        on(RunEvent.EffectSeen.class, (f, e) -> f.note = e.detail());
        on(RunEvent.InForce.class, (f, e) -> f.enterUntil(RunState.IN_FORCE, e.until()));
        on(RunEvent.UndoStarted.class, RunFold::startUndo);
        on(RunEvent.Stuck.class, RunFold::stick);
        on(RunEvent.Done.class, (f, e) -> f.enter(RunState.DONE, e.detail()));
        on(RunEvent.Undone.class, (f, e) -> f.enter(RunState.UNDONE, e.detail()));
        on(RunEvent.Aborted.class, (f, e) -> f.enter(RunState.ABORTED, e.detail()));
        // One step, forward.
        on(RunEvent.StepSkipped.class, RunFold::skip);
        on(RunEvent.StepIntended.class, (f, e) -> f.change(e.step(), s -> s.intended(e.change())));
        on(RunEvent.StepRetried.class, RunFold::countRetry);
        on(RunEvent.StepDone.class, (f, e) -> f.finishStep(e.step(), Status.DONE, ""));
        on(RunEvent.StepWaiting.class, (f, e) -> f.await(e.step(), e.until(), RunState.RUNNING));
        on(RunEvent.StepPaused.class, (f, e) -> f.await(e.step(), e.until(), RunState.PAUSED));
        on(RunEvent.StepAsked.class, RunFold::ask);
        on(RunEvent.StepPassed.class, RunFold::pass);
        on(RunEvent.StepFailed.class, RunFold::fail);
        // One step, back.
        on(RunEvent.StepUndoing.class, (f, e) -> f.change(e.step(), s -> s.undoing(e.change())));
        on(RunEvent.StepUndone.class, (f, e) -> f.finishStep(e.step(), Status.UNDONE, e.detail()));
        on(RunEvent.UndoConflict.class, RunFold::leaveToOthers);
        on(RunEvent.UndoFailed.class, RunFold::failUndo);
    }

    private static <E extends RunEvent> void on(Class<E> kind, BiConsumer<RunFold, E> rule) {
        RULES.put(kind, (fold, event) -> rule.accept(fold, kind.cast(event)));
    }

    private final RunView before;
    private final Instant at;
    private final Map<String, StepView> steps;
    private final SortedSet<String> approvedBy;
    private RunState state;
    private Optional<AbortRequested> abort;
    private Optional<String> refusedBy;
    private Optional<Instant> until;
    private int idleTakes;
    private Optional<UndoCause> retreat;
    private String note;

    RunFold(RunView before, Instant at) {
        this.before = before;
        this.at = at;
        this.steps = new LinkedHashMap<>(before.steps());
        this.approvedBy = new TreeSet<>(before.approvedBy());
        this.state = before.state();
        this.abort = before.abort();
        this.refusedBy = before.refusedBy();
        this.until = before.until();
        this.idleTakes = before.idleTakes();
        this.retreat = before.retreat();
        this.note = before.note();
    }

    RunView after(RunEvent event) {
        BiConsumer<RunFold, RunEvent> rule = RULES.get(event.getClass());
        if (rule == null) {
            throw new IllegalStateException("no rule for " + event);
        }
        rule.accept(this, event);
        return new RunView(
                before.id(),
                before.plan(),
                before.author(),
                before.plannedAt(),
                at,
                state,
                steps,
                approvedBy,
                abort,
                refusedBy,
                until,
                idleTakes,
                retreat,
                note);
    }

    private void approve(RunEvent.Approved e) {
        before.question().filter(q -> q.step().equals(e.step())).ifPresent(q -> approve(q, e.by()));
    }

    private void approve(Question question, String by) {
        if (!question.asked().notAuthor() || !by.equals(before.author())) {
            approvedBy.add(by);
        }
        if (approvedBy.size() >= question.asked().least()) {
            state = question.step().isPresent() ? RunState.RUNNING : RunState.READY;
        }
    }

    private void refuse(RunEvent.Refused e) {
        before.question()
                .ifPresent(
                        q -> {
                            refusedBy = Optional.of(e.by());
                            refuse(q, "refused by " + e.by() + ": " + e.why());
                        });
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

    private void requestAbort(AbortRequested e) {
        if (state != RunState.UNDONE && state != RunState.REJECTED) {
            abort = Optional.of(e);
        }
    }

    private void retry(RunEvent.RetryRequested e) {
        if (state != RunState.STUCK || abort.isPresent()) {
            return;
        }
        boolean[] reached = {e.fromStep().isEmpty()};
        steps.replaceAll(
                (name, step) -> {
                    reached[0] |= e.fromStep().map(name::equals).orElse(false);
                    return reached[0] ? retryStep(step, e) : step;
                });
        idleTakes = 0;
        setState(
                retreat.isEmpty() ? RunState.RUNNING : RunState.UNDOING,
                retreat.map(back -> back.why() + "; ").orElse("") + "resumed by " + e.by());
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

    private void resume(RunEvent.Resumed e) {
        boolean pausesThere =
                state == RunState.PAUSED
                        && before.waitingStep().map(s -> s.id().equals(e.step())).orElse(false);
        if (pausesThere) {
            state = RunState.RUNNING;
            finishStep(e.step(), Status.DONE, "resumed by " + e.by());
        }
    }

    private void lapse(RunEvent.ApprovalLapsed e) {
        if (state == RunState.AWAITING_APPROVAL) { // unless somebody refused at that moment
            setState(RunState.READY, e.why());
        }
    }

    private void take() {
        state = state == RunState.READY ? RunState.RUNNING : state;
        idleTakes++;
    }

    private void startUndo(RunEvent.UndoStarted e) {
        steps.replaceAll((name, s) -> s.status() == Status.UNDO_FAILED ? s.undoAgain() : s);
        boolean wanted = abort.isPresent() || state == RunState.IN_FORCE;
        retreat = Optional.of(new UndoCause(e.why(), wanted));
        enter(RunState.UNDOING, e.why());
    }

    private void stick(RunEvent.Stuck e) {
        enter(RunState.STUCK, e.why() + "\n" + e.instructions());
        abort = abort.filter(asked -> asked.keep() || retreat.isEmpty()); // else it was tried
    }

    private void setState(RunState next, String why) {
        state = next;
        note = why;
    }

    /** Enters a state that ends by itself at that time. */
    private void enterUntil(RunState next, Instant end) {
        enter(next, "");
        until = Optional.of(end);
    }

    /** Enters a state that has no time of its own. */
    private void enter(RunState next, String why) {
        setState(next, why);
        until = Optional.empty();
        idleTakes = 0;
    }

    private void skip(RunEvent.StepSkipped e) {
        change(e.step(), s -> s.withStatus(Status.SKIPPED, e.why()));
    }

    private void countRetry(RunEvent.StepRetried e) {
        change(e.step(), s -> s.retried(e.retry(), e.detail()));
    }

    private void ask(RunEvent.StepAsked e) {
        approvedBy.clear();
        await(e.step(), e.until(), RunState.AWAITING_APPROVAL);
    }

    private void pass(RunEvent.StepPassed e) {
        if (hasStatus(e.step(), Status.WAITING)) {
            state = RunState.RUNNING;
            finishStep(e.step(), Status.DONE, e.detail());
        }
    }

    private void fail(RunEvent.StepFailed e) {
        if (!hasStatus(e.step(), Status.DONE)) { // a person may just have resumed or approved it
            state = RunState.RUNNING;
            String why = e.reason().code() + ": " + e.detail();
            change(e.step(), s -> s.withStatus(Status.FAILED, why));
        }
    }

    private void leaveToOthers(RunEvent.UndoConflict e) {
        finishStep(e.step(), Status.CONFLICT, "found " + e.found());
    }

    /** The first transient undo failure starts the period of retries. */
    private void failUndo(RunEvent.UndoFailed e) {
        change(e.step(), s -> s.undoFailed(e.reason(), e.detail()));
        if (!e.reason().isPermanent() && until.isEmpty()) {
            until = Optional.of(at.plus(UndoCause.PATIENCE));
        }
        idleTakes = 0;
    }

    private boolean hasStatus(String step, Status status) {
        return Optional.ofNullable(steps.get(step)).filter(s -> s.status() == status).isPresent();
    }

    private void await(String step, Instant end, RunState next) {
        change(step, s -> s.waiting(end));
        state = next;
        idleTakes = 0;
    }

    /** A finished step is progress. */
    private void finishStep(String step, Status status, String why) {
        change(step, s -> s.withStatus(status, why));
        idleTakes = 0;
    }

    private void change(String step, UnaryOperator<StepView> how) {
        steps.computeIfPresent(step, (name, view) -> how.apply(view));
    }
}

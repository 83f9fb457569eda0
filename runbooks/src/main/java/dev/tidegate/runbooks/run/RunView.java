package dev.tidegate.runbooks.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.run.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.StepView.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/**
 * A run as its events tell it: the fold over them, and the only source of what happens next.
 *
 * @param approvedBy those whose approval counts
 * @param until the end of the lease while in force, of the wait while verifying
 * @param idleTakes how often a process took the run up since anything last moved
 * @param forward whether the run was on its way forward when it last moved
 */
public record RunView(
        String id,
        RunPlan plan,
        String author,
        Instant plannedAt,
        RunState state,
        Map<String, StepView> steps,
        SortedSet<String> approvedBy,
        Optional<AbortRequested> abort,
        Optional<Instant> until,
        int idleTakes,
        boolean forward,
        String note) {

    static RunView planned(String id, RunPlan plan, String author, Instant at) {
        var steps = new LinkedHashMap<String, StepView>();
        plan.steps().forEach(s -> steps.put(s.id(), StepView.pending()));
        return new RunView(
                id,
                plan,
                author,
                at,
                plan.approvals().isPresent() ? RunState.AWAITING_APPROVAL : RunState.READY,
                Collections.unmodifiableMap(steps),
                new TreeSet<>(),
                Optional.empty(),
                Optional.empty(),
                0,
                true,
                "");
    }

    RunView after(RunEvent event) {
        if (event instanceof RunEvent.Planned) {
            throw new IllegalStateException("run " + id + " was planned twice");
        } else if (event instanceof RunEvent.Approved e) {
            return approved(e.by());
        } else if (event instanceof RunEvent.Refused e) {
            return state == RunState.AWAITING_APPROVAL
                    ? in(RunState.REJECTED, "refused by " + e.by() + ": " + e.why())
                    : this;
        } else if (event instanceof AbortRequested e) {
            return state == RunState.UNDONE || state == RunState.REJECTED
                    ? this
                    : withAbort(Optional.of(e));
        } else if (event instanceof RunEvent.RetryRequested e) {
            return retry(e);
        } else if (event instanceof RunEvent.ApprovalLapsed e) {
            return in(RunState.READY, e.why());
        } else if (event instanceof RunEvent.Rejected e) {
            return in(RunState.REJECTED, e.why());
        } else if (event instanceof RunEvent.Taken) {
            return taken();
        } else if (event instanceof RunEvent.VerifyStarted e) {
            return in(RunState.VERIFYING, "").until(Optional.of(e.until()));
        } else if (event instanceof RunEvent.EffectSeen e) {
            return in(state, e.detail());
        } else if (event instanceof RunEvent.InForce e) {
            return in(RunState.IN_FORCE, "").until(Optional.of(e.until()));
        } else if (event instanceof RunEvent.UndoStarted e) {
            return back(e.why());
        } else if (event instanceof RunEvent.Stuck e) {
            return in(RunState.STUCK, e.why() + "\n" + e.instructions())
                    .withAbort(Optional.empty()); // what was asked was tried
        } else if (event instanceof RunEvent.Done e) {
            return in(RunState.DONE, e.detail()).until(Optional.empty());
        } else if (event instanceof RunEvent.Undone e) {
            return in(RunState.UNDONE, e.detail()).until(Optional.empty());
        } else if (event instanceof RunEvent.Aborted e) {
            return in(RunState.ABORTED, e.detail()).until(Optional.empty());
        }
        return afterStep(event);
    }

    private RunView afterStep(RunEvent event) {
        if (event instanceof RunEvent.StepSkipped e) {
            return step(e.step(), s -> s.with(Status.SKIPPED, e.why()));
        } else if (event instanceof RunEvent.StepIntended e) {
            return step(e.step(), s -> s.intended(e.change()));
        } else if (event instanceof RunEvent.StepRetried e) {
            return step(e.step(), s -> s.retried(e.retry(), e.detail()));
        } else if (event instanceof RunEvent.StepDone e) {
            return step(e.step(), s -> s.with(Status.DONE, "")).moved();
        } else if (event instanceof RunEvent.StepFailed e) {
            return step(
                    e.step(), s -> s.with(Status.FAILED, e.reason().code() + ": " + e.detail()));
        } else if (event instanceof RunEvent.StepUndoing e) {
            return step(e.step(), s -> s.undoing(e.change()));
        } else if (event instanceof RunEvent.StepUndone e) {
            return step(e.step(), s -> s.with(Status.UNDONE, e.detail())).moved();
        } else if (event instanceof RunEvent.UndoConflict e) {
            return step(e.step(), s -> s.with(Status.CONFLICT, "found " + e.found())).moved();
        } else if (event instanceof RunEvent.UndoFailed e) {
            return step(
                            e.step(),
                            s -> s.with(Status.UNDO_FAILED, e.reason().code() + ": " + e.detail()))
                    .moved();
        }
        throw new IllegalStateException("no rule for " + event);
    }

    private RunView approved(String by) {
        boolean counts =
                state == RunState.AWAITING_APPROVAL
                        && plan.approvals()
                                .map(a -> !a.notAuthor() || !by.equals(author))
                                .orElse(false);
        if (!counts) {
            return this;
        }
        var all = new TreeSet<>(approvedBy);
        all.add(by);
        int least = plan.approvals().orElseThrow().least();
        return new RunView(
                id,
                plan,
                author,
                plannedAt,
                all.size() >= least ? RunState.READY : state,
                steps,
                Collections.unmodifiableSortedSet(all),
                abort,
                until,
                idleTakes,
                forward,
                note);
    }

    private RunView taken() {
        RunState next = state == RunState.READY ? RunState.RUNNING : state;
        return new RunView(
                id,
                plan,
                author,
                plannedAt,
                next,
                steps,
                approvedBy,
                abort,
                until,
                idleTakes + 1,
                forward,
                note);
    }

    private RunView moved() {
        return new RunView(
                id,
                plan,
                author,
                plannedAt,
                state,
                steps,
                approvedBy,
                abort,
                until,
                0,
                forward,
                note);
    }

    private RunView in(RunState next, String why) {
        return new RunView(
                id,
                plan,
                author,
                plannedAt,
                next,
                steps,
                approvedBy,
                abort,
                until,
                idleTakes,
                forward,
                why);
    }

    private RunView until(Optional<Instant> instant) {
        return new RunView(
                id,
                plan,
                author,
                plannedAt,
                state,
                steps,
                approvedBy,
                abort,
                instant,
                0,
                forward,
                note);
    }

    private RunView withAbort(Optional<AbortRequested> request) {
        return new RunView(
                id,
                plan,
                author,
                plannedAt,
                state,
                steps,
                approvedBy,
                request,
                until,
                idleTakes,
                forward,
                note);
    }

    private RunView back(String why) {
        var again = new LinkedHashMap<>(steps);
        again.replaceAll((name, s) -> s.status() == Status.UNDO_FAILED ? s.undoAgain() : s);
        return new RunView(
                id,
                plan,
                author,
                plannedAt,
                RunState.UNDOING,
                Collections.unmodifiableMap(again),
                approvedBy,
                abort,
                Optional.empty(),
                0,
                false,
                why);
    }

    private RunView retry(RunEvent.RetryRequested request) {
        if (state != RunState.STUCK) {
            return this;
        }
        var again = new LinkedHashMap<String, StepView>();
        boolean reached = request.fromStep().isEmpty();
        for (var e : steps.entrySet()) {
            reached |= request.fromStep().map(e.getKey()::equals).orElse(false);
            again.put(e.getKey(), reached ? again(e.getValue(), request) : e.getValue());
        }
        RunState next = forward ? RunState.RUNNING : RunState.UNDOING;
        return new RunView(
                id,
                plan,
                author,
                plannedAt,
                next,
                Collections.unmodifiableMap(again),
                approvedBy,
                Optional.empty(),
                until,
                0,
                forward,
                "resumed by " + request.by());
    }

    private StepView again(StepView step, RunEvent.RetryRequested request) {
        return switch (step.status()) {
            case FAILED, INTENDED -> forward ? step.fresh() : step;
            case DONE -> forward && request.fromStep().isPresent() ? step.fresh() : step;
            case UNDO_FAILED -> step.undoAgain();
            default -> step;
        };
    }

    private RunView step(String step, UnaryOperator<StepView> change) {
        var all = new LinkedHashMap<>(steps);
        all.computeIfPresent(step, (name, view) -> change.apply(view));
        return new RunView(
                id,
                plan,
                author,
                plannedAt,
                state,
                Collections.unmodifiableMap(all),
                approvedBy,
                abort,
                until,
                idleTakes,
                forward,
                note);
    }

    /** The steps in this status, in the book's order. */
    public List<String> stepsIn(Status status) {
        return plan.steps().stream()
                .map(PlannedStep::id)
                .filter(s -> step(s).status() == status)
                .toList();
    }

    public StepView step(String name) {
        StepView view = steps.get(name);
        if (view == null) {
            throw new IllegalArgumentException("no step " + name + " in run " + id);
        }
        return view;
    }

    /** All of it, for programs. */
    public JsonNode toJson() {
        return RunJson.tree(this);
    }

    /** When an unanswered question lapses. */
    public Optional<Instant> approvalDeadline() {
        return plan.approvals().map(a -> plannedAt.plus(a.within()));
    }
}

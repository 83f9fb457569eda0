package dev.tidegate.runbooks.run.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tidegate.runbooks.run.plan.PlannedQuestion;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.StepView.Status;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * State of a run, folded from its events; the only input to deciding what happens next.
 *
 * @param changedAt when the newest of its events was written; for one that is over, when it ended
 * @param approvedBy those whose approval counts
 * @param refusedBy who refused what was asked last, before the first step or at one
 * @param until the end of the lease while in force, of the wait while verifying, of the retries of
 *     failed undo steps
 * @param idleTakes how often a process took the run up since it last made progress
 * @param retreat why the run is being undone; empty while it goes forward
 */
public record RunView(
        String id,
        RunPlan plan,
        String author,
        Instant plannedAt,
        Instant changedAt,
        RunState state,
        Map<String, StepView> steps,
        SortedSet<String> approvedBy,
        Optional<AbortRequested> abort,
        Optional<String> refusedBy,
        Optional<Instant> until,
        int idleTakes,
        Optional<UndoCause> retreat,
        String note) {

    private static final Set<Status> UNWRITTEN = EnumSet.of(Status.SKIPPED, Status.DONE);

    public RunView {
        steps = Collections.unmodifiableMap(new LinkedHashMap<>(steps));
        approvedBy = Collections.unmodifiableSortedSet(new TreeSet<>(approvedBy));
    }

    static RunView planned(String id, RunPlan plan, String author, Instant at) {
        var steps = new LinkedHashMap<String, StepView>();
        plan.steps().forEach(s -> steps.put(s.id(), StepView.pending()));
        return new RunView(
                id,
                plan,
                author,
                at,
                at,
                plan.approvals().isPresent() ? RunState.AWAITING_APPROVAL : RunState.READY,
                steps,
                new TreeSet<>(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                "");
    }

    RunView after(RunEvent event, Instant at) {
        return new RunFold(this, at).after(event);
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

    /**
     * Whether every change was skipped or held already, so that there is nothing to hold and nothing
     * to undo.
     */
    public boolean isIdle() {
        return !plan.changes().isEmpty()
                && plan.changes().stream()
                        .map(change -> step(change.id()))
                        .allMatch(s -> UNWRITTEN.contains(s.status()) && s.change().isEmpty());
    }

    /** The whole view, for programs. */
    public JsonNode toJson() {
        return RunJson.tree(this);
    }

    /** The question that people are asked now. */
    public Optional<Question> question() {
        if (state != RunState.AWAITING_APPROVAL) {
            return Optional.empty();
        }
        return waitingStep()
                .filter(s -> s instanceof PlannedQuestion)
                .map(s -> (PlannedQuestion) s)
                .map(s -> new Question(Optional.of(s.id()), s.approvals(), end(s)))
                .or(
                        () ->
                                plan.approvals()
                                        .map(
                                                a ->
                                                        new Question(
                                                                Optional.empty(),
                                                                a,
                                                                plannedAt.plus(a.within()))));
    }

    /** The step that waits, pauses or asks now. */
    public Optional<PlannedStep> waitingStep() {
        return plan.steps().stream()
                .filter(s -> step(s.id()).status() == Status.WAITING)
                .findFirst();
    }

    /** When its current lease, wait, pause or question ends by itself. */
    public Optional<Instant> endsAt() {
        return until.or(() -> question().map(Question::until))
                .or(
                        () ->
                                state == RunState.PAUSED || state == RunState.RUNNING
                                        ? waitingStep().map(this::end)
                                        : Optional.empty());
    }

    private Instant end(PlannedStep step) {
        return step(step.id()).until().orElseThrow();
    }
}

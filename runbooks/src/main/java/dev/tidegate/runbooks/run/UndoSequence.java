package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import dev.tidegate.runbooks.run.record.UndoCause;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * Decides which step is undone next, the last first. A step that failed for a transient reason,
 * such as an unreachable target, is retried with growing pauses for {@link UndoCause#PATIENCE}:
 * nobody is woken for an outage of a minute.
 */
record UndoSequence(RunLease runLease, RunDependencies dependencies) {
    private static final Duration SHORTEST = Duration.ofSeconds(5); // between two tries
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** Takes one action; false when none is left. */
    boolean undoNext(RunView view) {
        List<PlannedChange> untried = steps(view, StepView::mayHaveEffect);
        if (!untried.isEmpty()) {
            undo(untried.get(0), view);
            return true;
        }
        List<PlannedChange> failed = steps(view, StepView::isUndoRetriable);
        Instant end = view.until().orElse(Instant.MIN);
        if (failed.isEmpty() || !runLease.now().isBefore(end)) {
            return false;
        }
        if (isDue(view, end)) {
            undoAgain(failed);
        } else {
            runLease.pause(LOOK); // no longer, since somebody may ask to keep the changes
        }
        return true;
    }

    private static List<PlannedChange> steps(RunView view, Predicate<StepView> which) {
        var steps = new ArrayList<>(view.plan().changes());
        Collections.reverse(steps);
        steps.removeIf(step -> !which.test(view.step(step.id())));
        return steps;
    }

    /** Retries after a pause half as long as the retrying has lasted so far (5 s to 1 min). */
    private boolean isDue(RunView view, Instant end) {
        Duration since = Duration.between(end.minus(UndoCause.PATIENCE), view.changedAt());
        Duration half = since.dividedBy(2);
        Duration pause =
                half.compareTo(SHORTEST) < 0
                        ? SHORTEST
                        : half.compareTo(LONGEST) > 0 ? LONGEST : half;
        Duration waited = Duration.between(view.changedAt(), runLease.now());
        return waited.isNegative() || waited.compareTo(pause) >= 0; // or the clock was set back
    }

    private void undoAgain(List<PlannedChange> failed) {
        for (PlannedChange step : failed) {
            RunView view = runLease.view();
            if (view.abort().map(AbortRequested::keep).orElse(false)) {
                return;
            }
            undo(step, view);
        }
    }

    private void undo(PlannedChange step, RunView view) {
        new StepUndo(runLease, dependencies).undo(step, view.step(step.id()));
    }
}

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
 * Which step is taken back next, the last first. What could not be for a reason that time may heal, as a target that nobody reaches,
 * is tried again, ever more rarely, until the run's patience is over: nobody is woken for an outage of a minute.
 */
record UndoSequence(RunLease grip, RunDependencies means) {
    private static final Duration SHORTEST = Duration.ofSeconds(5); // between two tries
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration LOOK = Duration.ofSeconds(2);

    /** One move; false when there is none left. */
    boolean goOn(RunView view) {
        List<PlannedChange> untried = steps(view, StepView::mayHaveEffect);
        if (!untried.isEmpty()) {
            take(untried.get(0), view);
            return true;
        }
        List<PlannedChange> failed = steps(view, StepView::mayBeUndoneYet);
        Instant end = view.until().orElse(Instant.MIN);
        if (failed.isEmpty() || !grip.now().isBefore(end)) {
            return false;
        }
        if (isDue(view, end)) {
            again(failed);
        } else {
            grip.pause(LOOK); // and no longer, since somebody may ask to keep what is there
        }
        return true;
    }

    private static List<PlannedChange> steps(RunView view, Predicate<StepView> which) {
        var steps = new ArrayList<>(view.plan().changes());
        Collections.reverse(steps);
        steps.removeIf(step -> !which.test(view.step(step.id())));
        return steps;
    }

    /** After a pause half as long as the trying has lasted by then. */
    private boolean isDue(RunView view, Instant end) {
        Duration since = Duration.between(end.minus(UndoCause.PATIENCE), view.changedAt());
        Duration half = since.dividedBy(2);
        Duration pause =
                half.compareTo(SHORTEST) < 0
                        ? SHORTEST
                        : half.compareTo(LONGEST) > 0 ? LONGEST : half;
        Duration waited = Duration.between(view.changedAt(), grip.now());
        return waited.isNegative() || waited.compareTo(pause) >= 0; // or the clock was set back
    }

    private void again(List<PlannedChange> failed) {
        for (PlannedChange step : failed) {
            RunView view = grip.view();
            if (view.abort().map(AbortRequested::keep).orElse(false)) {
                return;
            }
            take(step, view);
        }
    }

    private void take(PlannedChange step, RunView view) {
        new StepUndo(grip, means).take(step, view.step(step.id()));
    }
}

package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Runs that changed a target after another run did, and whose changes may be there still. The first, taken
 * back before them, finds a value that is not its own and leaves it alone.
 */
public final class LaterRuns {
    private LaterRuns() {}

    /** One sentence for each target that another run wrote to after this one, with that run's name. */
    public static List<String> told(RunView run, Collection<RunView> all) {
        var told = new ArrayList<String>();
        for (PlannedChange step : run.plan().changes()) {
            Optional<Change> ours = effect(run, step);
            for (RunView other : all) {
                if (ours.isPresent() && !other.id().equals(run.id())) {
                    other.plan().changes().stream()
                            .flatMap(theirs -> effect(other, theirs).stream())
                            .filter(theirs -> isLater(other, theirs, run, ours.get()))
                            .map(
                                    theirs ->
                                            "run %1$s (%2$s) wrote to %3$s afterwards; to take that back first: tidegate runbook undo %1$s"
                                                    .formatted(
                                                            other.id(),
                                                            other.state().code(),
                                                            theirs.target()))
                            .forEach(told::add);
                }
            }
        }
        return told.stream().distinct().toList();
    }

    private static Optional<Change> effect(RunView run, PlannedChange step) {
        StepView seen = run.step(step.id());
        return seen.change().filter(change -> seen.mayHaveEffect());
    }

    /** By when it was planned, or, as it may have waited for approval, by what it found. */
    private static boolean isLater(RunView other, Change theirs, RunView run, Change ours) {
        return theirs.target().equals(ours.target())
                && (other.plannedAt().isAfter(run.plannedAt()) || found(theirs, ours));
    }

    private static boolean found(Change theirs, Change ours) {
        return theirs.fields().stream()
                .anyMatch((FieldChange f) -> f.before().equals(ours.after(f.field())));
    }
}

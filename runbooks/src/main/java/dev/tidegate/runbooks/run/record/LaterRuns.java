package dev.tidegate.runbooks.run.record;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Finds runs that changed a field of a target after another run did, and whose changes may still be in place. If the earlier run
 * is undone first, it finds a value that is not its own and leaves it alone. Other fields are no concern of its: all flags of the
 * gateways are fields of one target.
 */
public final class LaterRuns {
    private LaterRuns() {}

    /** One sentence for each target that a later run wrote to, naming that run. */
    public static List<String> warnings(RunView run, Collection<RunView> all) {
        var warnings = new ArrayList<String>();
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
                            .forEach(warnings::add);
                }
            }
        }
        return warnings.stream().distinct().toList();
    }

    private static Optional<Change> effect(RunView run, PlannedChange step) {
        StepView seen = run.step(step.id());
        return seen.change().filter(change -> seen.mayHaveEffect());
    }

    /**
     * Judged, for what both write, by which of the two found what the other wrote, since a run may have waited for
     * approval; where that does not tell, by the planning time.
     */
    private static boolean isLater(RunView other, Change theirs, RunView run, Change ours) {
        boolean after = found(theirs, ours);
        boolean before = found(ours, theirs);
        return theirs.target().equals(ours.target())
                && writeSameField(theirs, ours)
                && (after == before ? other.plannedAt().isAfter(run.plannedAt()) : after);
    }

    private static boolean writeSameField(Change theirs, Change ours) {
        return theirs.fields().stream()
                .anyMatch(
                        field ->
                                ours.fields().stream()
                                        .anyMatch(one -> one.field().equals(field.field())));
    }

    private static boolean found(Change later, Change earlier) {
        return later.fields().stream()
                .anyMatch(
                        (FieldChange f) ->
                                earlier.fields().stream()
                                        .filter(e -> e.field().equals(f.field()))
                                        .anyMatch(e -> e.after().equals(f.before())));
    }
}

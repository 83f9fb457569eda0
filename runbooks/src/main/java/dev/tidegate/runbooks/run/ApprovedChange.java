package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.act.Observed;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.ShellQuoting;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Compares what the plan showed of a step with the target right before the write, since it may have
 * changed in between.
 */
record ApprovedChange(RunView run, PlannedChange step) {
    /**
     * Why the step is no longer wanted; empty when it still is.
     *
     * @throws IllegalArgumentException when its condition cannot be evaluated over what was found
     */
    Optional<String> reasonToSkip(Observed found) {
        return step.when()
                .filter(w -> !w.holds(found.fields()))
                .map(w -> "no longer: " + w.expression() + "; found " + describe(found));
    }

    private String describe(Observed found) {
        return step.desired().keySet().stream()
                .map(name -> name + " " + found.field(name))
                .collect(Collectors.joining(", "));
    }

    /**
     * Why the change is not the one that was shown; empty when it is that one, or what is left of
     * it.
     */
    Optional<String> objection(Change now) {
        List<FieldChange> deviations =
                now.fields().stream().filter(f -> !f.isWithin(expected(f))).toList();
        if (deviations.isEmpty()) {
            return Optional.empty();
        }
        String shown =
                deviations.stream()
                        .map(f -> describe(step.previewOf(f)))
                        .collect(Collectors.joining(", "));
        String found =
                deviations.stream()
                        .map(f -> f.field() + " " + f.before())
                        .collect(Collectors.joining(", "));
        String verb = run.plan().approvals().isPresent() ? "approved" : "planned";
        return Optional.of(
                "%s was %s, found is %s: writing %s now would be another change, so it is not made; plan again: %s"
                        .formatted(verb, shown, found, written(deviations), planAgain()));
    }

    /**
     * The change as shown; where an earlier step of this run wrote the field, it starts from that
     * value.
     */
    private FieldChange expected(FieldChange now) {
        FieldChange expected = step.previewOf(now);
        for (PlannedChange earlier : run.plan().changes()) {
            if (earlier.id().equals(step.id())) {
                break;
            }
            StepView seen = run.step(earlier.id());
            if (earlier.target().equals(step.target())
                    && seen.status() == StepView.Status.DONE
                    && earlier.desired().containsKey(now.field())) {
                expected =
                        new FieldChange(
                                now.field(), earlier.desired().get(now.field()), now.after());
            }
        }
        return expected;
    }

    private static String describe(FieldChange f) {
        return f.before().equals(f.after()) ? f.field() + " left at " + f.after() : f.describe();
    }

    private static String written(List<FieldChange> fields) {
        return fields.stream()
                .map(f -> f.field() + " " + f.after())
                .collect(Collectors.joining(", "));
    }

    private String planAgain() {
        var parameters = new TreeMap<String, String>();
        run.plan().parameters().forEach((name, value) -> parameters.put(name, value.asText()));
        return ShellQuoting.runbook("plan", run.plan().book(), parameters);
    }
}

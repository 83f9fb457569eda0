package dev.tidegate.runbooks.run;

import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import dev.tidegate.runbooks.run.record.StepView.Status;
import java.util.stream.Collectors;

/** Instructions for a stuck run: the commands a person can use, and the before-images. */
final class ManualRecovery {
    private ManualRecovery() {}

    static String of(RunView view) {
        String before =
                view.plan().changes().stream()
                        .filter(step -> needsAttention(view.step(step.id())))
                        .map(step -> before(step, view.step(step.id())))
                        .collect(Collectors.joining("\n"));
        return """
               Look at the targets. To try again:
                 tidegate runbook resume %1$s
               To take it back:
                 tidegate runbook undo %1$s
               To leave it as it is:
                 tidegate runbook abort --keep %1$s
               Before the run:
               """
                        .formatted(view.id())
                + before;
    }

    private static boolean needsAttention(StepView step) {
        return step.mayHaveEffect() || step.status() == Status.UNDO_FAILED;
    }

    private static String before(PlannedChange step, StepView view) {
        String fields =
                view.change().stream()
                        .flatMap(c -> c.fields().stream())
                        .map((FieldChange f) -> f.field() + " was " + f.before())
                        .collect(Collectors.joining(", "));
        return "  " + step.target() + ": " + fields;
    }
}

package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.record.Question;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import java.io.PrintWriter;
import java.util.Locale;

/** Runs in words a tired reader takes in at a glance. */
public final class RunPrinter {
    private final PrintWriter out;

    public RunPrinter(PrintWriter out) {
        this.out = out;
    }

    /** One event as one line, as it happens. */
    public void event(RunEvent event, RunView view) {
        EventLines.line(event)
                .ifPresent(
                        line -> {
                            LiveSignal.wipe();
                            out.println(line);
                            if (event instanceof RunEvent.StepPaused) {
                                out.println(
                                        "    to go on at once: tidegate runbook resume "
                                                + view.id());
                            }
                            out.flush();
                        });
    }

    public void run(RunView view) {
        out.printf(
                "%s is %s, planned by %s at %s%n",
                view.id(), view.state().code(), view.author(), view.plannedAt());
        Table table = new Table("STEP", "STATUS", "TARGET", "CHANGE", "NOTE");
        for (PlannedStep step : view.plan().steps()) {
            StepView s = view.step(step.id());
            table.row(
                    step.id(),
                    s.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    step instanceof PlannedChange c ? c.target().toString() : "-",
                    s.change().map(c -> EventLines.fields(c.fields())).orElse("-"),
                    s.note());
        }
        table.print(out);
        if (!view.note().isEmpty()) {
            out.println(view.note());
        }
        next(view);
        out.flush();
    }

    /** What the reader can do now. */
    private void next(RunView view) {
        RunState state = view.state();
        if (state == RunState.AWAITING_APPROVAL) {
            Question question = view.question().orElseThrow();
            out.printf(
                    "Waits for approval until %s, %s: tidegate runbook approve %s%n",
                    question.until(), PlanPrinter.wanted(question.asked()), view.id());
        } else if (state == RunState.PAUSED) {
            out.printf(
                    "Pauses: tidegate runbook resume %1$s to go on, undo %1$s to take it back%n",
                    view.id());
        } else if (state == RunState.IN_FORCE) {
            inForce(view);
        } else if ((state == RunState.DONE || state == RunState.ABORTED) && hasEffect(view)) {
            out.printf("Stays as it is. To take it back: tidegate runbook undo %s%n", view.id());
        } else if (state.isMoving()) {
            out.printf(
                    "Under way. If nobody is at it any more, a daemon goes on with it, or: tidegate"
                            + " runbook resume %1$s; abort %1$s takes it back%n",
                    view.id());
        }
    }

    private static boolean hasEffect(RunView view) {
        return view.steps().values().stream().anyMatch(StepView::mayHaveEffect);
    }

    private void inForce(RunView view) {
        if (view.isIdle()) {
            out.println(PlanPrinter.NOTHING);
            return;
        }
        out.printf(
                "In force until %s; then the daemon, or tidegate runbook resume --all, takes it"
                        + " back. At once: tidegate runbook undo %s%n",
                view.until().orElseThrow(), view.id());
    }
}

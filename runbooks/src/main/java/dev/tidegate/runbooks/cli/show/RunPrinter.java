package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.act.Change;
import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.record.Question;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;

/** Prints runs so that a tired reader takes them in at a glance. */
public final class RunPrinter {
    private final PrintWriter out;
    private final Invocation invocation;

    public RunPrinter(PrintWriter out, Invocation invocation) {
        this.out = out;
        this.invocation = invocation;
    }

    /** Reports that another process has taken the run over. */
    public void takenOver(String by) {
        LiveSignal.clearLine();
        print(LogLines.takenOver(by));
    }

    /** Prints one event as one line. */
    public void event(RunEvent event, RunView view) {
        EventLines.line(event)
                .ifPresent(
                        line -> {
                            LiveSignal.clearLine();
                            print(line);
                            if (event instanceof RunEvent.StepPaused) {
                                print("    to go on at once: tidegate runbook resume " + view.id());
                            } else if (event instanceof RunEvent.UndoFailed
                                    && view.until().isPresent()) {
                                print("    tried again until " + view.until().get());
                                print(
                                        "    to leave it: tidegate runbook abort --keep "
                                                + view.id());
                            }
                        });
    }

    /** Prints text, with its commands rewritten for pasting. */
    public void print(String text) {
        out.println(invocation.rewrite(text));
        out.flush();
    }

    public void run(RunView view) {
        out.printf(
                "%s is %s, planned by %s at %s%n",
                view.id(), view.state().code(), view.author(), view.plannedAt());
        if (view.state() == RunState.AWAITING_APPROVAL) {
            print("Affected: " + view.plan().affects());
        }
        Table table = new Table("STEP", "STATUS", "TARGET", "CHANGE", "NOTE");
        for (PlannedStep step : view.plan().steps()) {
            StepView s = view.step(step.id());
            table.row(
                    step.id(),
                    s.status().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                    step instanceof PlannedChange c ? c.target().toString() : "-",
                    change(step, s),
                    invocation.rewrite(s.note()));
        }
        table.print(out);
        if (!view.note().isEmpty()) {
            print(view.note().strip());
        }
        nextCommands(view);
        out.flush();
    }

    /** What was written; of a step that is still to come, what the plan shows: that is what people approve. */
    private static String change(PlannedStep step, StepView seen) {
        boolean toCome = seen.status() == StepView.Status.PENDING && step.skip().isEmpty();
        List<FieldChange> planned =
                step instanceof PlannedChange c && toCome ? c.preview() : List.of();
        List<FieldChange> fields = seen.change().map(Change::fields).orElse(planned);
        return fields.isEmpty() ? "-" : EventLines.fields(fields);
    }

    /** Printed when the process that drives a run is interrupted. */
    public void interrupted(String run) {
        printRecovery(
                "\nInterrupted. What run %s did so far is in the ledger; a daemon continues it."
                        .formatted(run),
                run);
    }

    /** Printed when the ledger fails in the middle of a run. */
    public void ledgerFailed(String run) {
        LiveSignal.clearLine();
        printRecovery(
                ("The ledger cannot be used any more, so run %s stops here; what it did stays. Once the ledger can be used, a"
                                + " daemon continues it, after a look at the target.")
                        .formatted(run),
                run);
    }

    private void printRecovery(String why, String run) {
        print(why);
        command("To continue", "resume", run);
        command("To take back what was done", "abort", run);
    }

    /** Prints the commands the reader can use now. */
    private void nextCommands(RunView view) {
        RunState state = view.state();
        String run = view.id();
        if (state == RunState.AWAITING_APPROVAL) {
            Question question = view.question().orElseThrow();
            command(
                    "Waits for approval until "
                            + question.until()
                            + ", "
                            + PlanPrinter.requirement(question.asked())
                            + LogLines.given(view),
                    "approve",
                    run);
        } else if (state == RunState.PAUSED) {
            command("Pauses. To continue", "resume", run);
            command("To take it back", "undo", run);
        } else if (state == RunState.IN_FORCE) {
            inForce(view);
        } else if ((state == RunState.DONE || state == RunState.ABORTED) && hasEffect(view)) {
            command("Stays as it is. To take it back", "undo", run);
        } else if (state.isMoving()) {
            command(
                    "Under way. If no process drives it any more, a daemon continues it, or",
                    "resume",
                    run);
            command("To take it back", "abort", run);
        }
    }

    private static boolean hasEffect(RunView view) {
        return view.steps().values().stream().anyMatch(StepView::mayHaveEffect);
    }

    private void inForce(RunView view) {
        if (view.isIdle()) {
            print(PlanPrinter.NOTHING);
            return;
        }
        String until = view.until().orElseThrow().toString();
        command(
                "In force until " + until + "; a running daemon then takes it back; without one",
                "resume",
                "--all");
        command("To take it back at once", "undo", view.id());
    }

    /** Prints the command on a line of its own, for copying. */
    private void command(String what, String verb, String rest) {
        print(what + ":");
        print("  tidegate runbook " + verb + " " + rest);
    }
}

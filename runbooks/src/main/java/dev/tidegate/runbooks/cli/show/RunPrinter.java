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
    private final Invocation invocation;

    public RunPrinter(PrintWriter out, Invocation invocation) {
        this.out = out;
        this.invocation = invocation;
    }

    /** To whoever watches a run that another process has taken over. */
    public void overtaken(String by) {
        LiveSignal.wipe();
        say(LogLines.overtaken(by));
    }

    /** One event as one line, as it happens. */
    public void event(RunEvent event, RunView view) {
        EventLines.line(event)
                .ifPresent(
                        line -> {
                            LiveSignal.wipe();
                            say(line);
                            if (event instanceof RunEvent.StepPaused) {
                                say("    to go on at once: tidegate runbook resume " + view.id());
                            } else if (event instanceof RunEvent.UndoFailed
                                    && view.until().isPresent()) {
                                say("    tried again until " + view.until().get());
                                say("    to leave it: tidegate runbook abort --keep " + view.id());
                            }
                        });
    }

    /** Words as this reader may paste them. */
    public void say(String words) {
        out.println(invocation.in(words));
        out.flush();
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
                    invocation.in(s.note()));
        }
        table.print(out);
        if (!view.note().isEmpty()) {
            say(view.note().strip());
        }
        next(view);
        out.flush();
    }

    /** Whoever interrupts the process that moves a run on. */
    public void interrupted(String run) {
        leave(
                "\nInterrupted. What run %s did so far is in the ledger; a daemon continues it."
                        .formatted(run),
                run);
    }

    /** Whoever's ledger fails in the middle of a run. */
    public void cutOff(String run) {
        LiveSignal.wipe();
        leave(
                ("The ledger cannot be used any more, so run %s stops here; what it did stays. Once the ledger can be used, a"
                                + " daemon continues it, after a look at the target.")
                        .formatted(run),
                run);
    }

    private void leave(String why, String run) {
        say(why);
        command("To continue", "resume", run);
        command("To take back what was done", "abort", run);
    }

    /** What the reader can do now. */
    private void next(RunView view) {
        RunState state = view.state();
        String run = view.id();
        if (state == RunState.AWAITING_APPROVAL) {
            Question question = view.question().orElseThrow();
            String wanted = PlanPrinter.wanted(question.asked());
            command("Waits for approval until " + question.until() + ", " + wanted, "approve", run);
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
            say(PlanPrinter.NOTHING);
            return;
        }
        String until = view.until().orElseThrow().toString();
        command(
                "In force until " + until + "; a running daemon then takes it back; without one",
                "resume",
                "--all");
        command("To take it back at once", "undo", view.id());
    }

    /** On a line of its own, so that it can be copied whole. */
    private void command(String what, String verb, String rest) {
        say(what + ":");
        say("  tidegate runbook " + verb + " " + rest);
    }
}

package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.RunEvent;
import dev.tidegate.runbooks.run.record.RunState;
import dev.tidegate.runbooks.run.record.RunView;
import dev.tidegate.runbooks.run.record.StepView;
import dev.tidegate.runbooks.yaml.Durations;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Plans and runs in words a tired reader takes in at a glance. */
public final class RunPrinter {
    private final PrintWriter out;

    public RunPrinter(PrintWriter out) {
        this.out = out;
    }

    public void plan(RunPlan plan) {
        out.printf("%s (tier %d): %s%n", plan.book(), plan.tier(), plan.title());
        out.printf("Affected: %s%n", plan.affects());
        Table table = new Table("STEP", "TARGET", "FIELD", "NOW", "AFTER", "UNDONE BY");
        for (PlannedStep step : plan.steps()) {
            String back = step.noUndo().map(w -> "nothing: " + w).orElse("writing back");
            if (step.skip().isPresent()) {
                table.row(step.id(), step.target(), "-", "skipped", step.skip().get(), "-");
            } else if (step.preview().isEmpty()) {
                table.row(step.id(), step.target(), "-", "as desired", "no change", "-");
            }
            for (FieldChange f : step.preview()) {
                table.row(
                        step.id(),
                        step.target(),
                        f.field(),
                        f.before(),
                        f.after(),
                        step.noUndo().isPresent() ? back : back + " " + f.before());
            }
        }
        table.print(out);
        out.println(
                plan.lease()
                        .map(d -> "Taken back by itself after " + Durations.text(d) + ".")
                        .orElse("Stays until somebody undoes it."));
        plan.approvals()
                .ifPresent(
                        a ->
                                out.printf(
                                        "Needs %d approval%s by role %s%s within %s; otherwise:"
                                                + " %s.%n",
                                        a.least(),
                                        a.least() == 1 ? "" : "s",
                                        a.role(),
                                        a.notAuthor() ? ", not the author's," : "",
                                        Durations.text(a.within()),
                                        a.otherwise().name().toLowerCase(Locale.ROOT)));
    }

    /** One event as one line, as it happens. */
    public void event(RunEvent event, RunView view) {
        String text =
                event instanceof RunEvent.StepIntended e
                        ? "  " + e.step() + ": writing " + fields(e.change().fields())
                        : event instanceof RunEvent.StepDone e
                                ? "  " + e.step() + ": done"
                                : event instanceof RunEvent.StepRetried e
                                        ? "  "
                                                + e.step()
                                                + ": retry "
                                                + e.retry()
                                                + ", "
                                                + e.detail()
                                        : event instanceof RunEvent.StepFailed e
                                                ? "  "
                                                        + e.step()
                                                        + ": FAILED, "
                                                        + e.reason().explanation()
                                                        + ": "
                                                        + e.detail()
                                                : event instanceof RunEvent.StepUndoing e
                                                        ? "  "
                                                                + e.step()
                                                                + ": writing back "
                                                                + fields(e.change().fields())
                                                        : other(event);
        if (!text.isEmpty()) {
            out.println(text);
            out.flush();
        }
    }

    private static String other(RunEvent event) {
        if (event instanceof RunEvent.StepUndone e) {
            return "  " + e.step() + ": " + e.detail();
        } else if (event instanceof RunEvent.UndoConflict e) {
            return "  " + e.step() + ": left alone, somebody changed it: " + e.found();
        } else if (event instanceof RunEvent.UndoFailed e) {
            return "  " + e.step() + ": NOT undone, " + e.detail();
        } else if (event instanceof RunEvent.UndoStarted e) {
            return "Undoing: " + e.why();
        } else if (event instanceof RunEvent.StepSkipped e) {
            return "  " + e.step() + ": skipped, " + e.why();
        } else if (event instanceof RunEvent.VerifyStarted e) {
            return "Watching the signal until " + e.until();
        } else if (event instanceof RunEvent.EffectSeen e) {
            return "Signal: " + e.detail();
        }
        return "";
    }

    private static String fields(List<FieldChange> fields) {
        return fields.stream()
                .map(f -> f.field() + " " + f.before() + " -> " + f.after())
                .collect(Collectors.joining(", "));
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
                    step.target(),
                    s.change().map(c -> fields(c.fields())).orElse("-"),
                    s.note());
        }
        table.print(out);
        if (!view.note().isEmpty()) {
            out.println(view.note());
        }
        next(view);
    }

    /** What the reader can do now. */
    void next(RunView view) {
        RunState state = view.state();
        if (state == RunState.AWAITING_APPROVAL) {
            out.printf(
                    "Waits for approval until %s: tidegate runbook approve %s%n",
                    view.approvalDeadline().orElseThrow(), view.id());
        } else if (state == RunState.IN_FORCE) {
            out.printf(
                    "In force until %s; then the daemon, or tidegate runbook resume --all, takes it"
                            + " back. At once: tidegate runbook undo %s%n",
                    view.until().orElseThrow(), view.id());
        }
        out.flush();
    }
}

package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.act.FieldChange;
import dev.tidegate.runbooks.book.Approvals;
import dev.tidegate.runbooks.run.plan.PlannedChange;
import dev.tidegate.runbooks.run.plan.PlannedPause;
import dev.tidegate.runbooks.run.plan.PlannedQuestion;
import dev.tidegate.runbooks.run.plan.PlannedStep;
import dev.tidegate.runbooks.run.plan.PlannedWait;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.plan.ShellQuoting;
import dev.tidegate.runbooks.yaml.Durations;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;

/** Prints a plan: target, field, now and after, how it is undone, who is affected. */
public final class PlanPrinter {
    static final String NOTHING =
            "Changes nothing, so it holds nothing and takes nothing back: every step is skipped or as desired already."
                    + " What another run has set ends with that run.";

    private final PrintWriter out;
    private final Invocation invocation;

    public PlanPrinter(PrintWriter out, Invocation invocation) {
        this.out = out;
        this.invocation = invocation;
    }

    /** Prints the command that carries the plan out, with the parameters given for it. */
    public void nextCommand(RunPlan plan, Map<String, String> given) {
        if (!plan.isIdle()) {
            out.println("To carry it out:");
            out.println("  " + invocation.rewrite(ShellQuoting.runbook("run", plan.book(), given)));
            out.flush();
        }
    }

    public void plan(RunPlan plan) {
        out.printf("%s (tier %d): %s%n", plan.book(), plan.tier(), plan.title());
        out.printf("Affected: %s%n", plan.affects());
        Table table = new Table("STEP", "TARGET", "FIELD", "NOW", "AFTER", "UNDONE BY");
        for (PlannedStep step : plan.steps()) {
            if (step instanceof PlannedChange change) {
                change(change, table);
            } else if (step.skip().isPresent()) {
                table.row(step.id(), "-", "-", "skipped", step.skip().get(), "-");
            } else {
                waiting(step, table);
            }
        }
        table.print(out);
        plan.trigger().ifPresent(t -> out.println("Called for: " + t.text()));
        out.println(leaseText(plan));
        plan.approvals().ifPresent(a -> out.println("Needs " + approvals(a) + "."));
        out.flush();
    }

    private static String leaseText(RunPlan plan) {
        if (plan.isIdle()) {
            return NOTHING;
        }
        return plan.lease()
                .map(d -> "Taken back by itself after " + Durations.text(d) + ".")
                .orElse("Stays until somebody undoes it.");
    }

    private static void change(PlannedChange step, Table table) {
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
                    f.isSaveOnly() ? f.after() + ", to last" : f.after(),
                    undo(step, f));
        }
    }

    private static String undo(PlannedChange step, FieldChange f) {
        String before = f.before().isNull() ? "removing it" : "writing back " + f.before();
        String back = f.isSaveOnly() ? "stays" : before;
        return step.noUndo().map(w -> "nothing: " + w).orElse(back);
    }

    private static void waiting(PlannedStep step, Table table) {
        if (step instanceof PlannedWait w) {
            String limit = "or fails after " + Durations.text(w.timeout());
            table.row(w.id(), w.query(), "signal", w.now(), w.condition() + ", " + limit, "-");
        } else if (step instanceof PlannedPause p) {
            String then = p.otherwise().name().toLowerCase(Locale.ROOT);
            String time = Durations.text(p.time());
            table.row(p.id(), "-", "-", "pauses", "resumed, or after " + time + ": " + then, "-");
        } else {
            PlannedQuestion q = (PlannedQuestion) step;
            table.row(q.id(), "-", "-", "asks", approvals(q.approvals()), "-");
        }
    }

    static String requirement(Approvals a) {
        return a.least()
                + (a.least() == 1 ? " approval" : " approvals")
                + " by role "
                + a.role()
                + (a.notAuthor() ? ", not the author's" : "");
    }

    private static String approvals(Approvals a) {
        return requirement(a)
                + (a.notAuthor() ? "," : "")
                + " within "
                + Durations.text(a.within())
                + "; otherwise: "
                + a.otherwise().name().toLowerCase(Locale.ROOT);
    }
}

package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.cli.show.PlanPrinter;
import dev.tidegate.runbooks.cli.show.SparkLine;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.plan.RunPlan;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        description = "Carries a book out, step by step; whatever fails is taken back.",
        footer = {
            "",
            "Example:",
            "  tidegate runbook run raise-floor -p floor=12 \\",
            "      -p fleet=aws-autoscaling:group=chat-gpu,region=us-east-1"
        })
final class RunCommand extends ContextCommand {
    private static final int TOP_TIER = 3;

    @Mixin private BookArguments arguments = new BookArguments();

    @Option(
            names = "--confirm",
            paramLabel = "BOOK",
            description = "The book's name once more; required at the top tier.")
    private @Nullable String confirm;

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        RunPlan plan = arguments.plan(context);
        Operator operator = context.authorize(Action.RUN, plan.tier(), plan.book());
        new PlanPrinter(out, context.invocation()).plan(plan);
        List<String> needed = plan.signalsNeeded();
        if (!needed.isEmpty() && !context.hasSignals()) { // it would run, and be undone at the end
            throw CommandRefusal.guarded(
                    String.join(", ", needed)
                            + ", and no metrics server is configured: give --prometheus URL, or a"
                            + " --config FILE that names one");
        }
        if (plan.tier() == TOP_TIER && !plan.book().equals(readConfirmation(plan, out))) {
            throw CommandRefusal.guarded(
                    "not confirmed: type " + plan.book() + ", or give --confirm");
        }
        Runs runs = context.runs();
        String run = runs.open(plan, operator.name());
        out.println("Run " + run);
        out.flush();
        int code = RunProgress.drive(runs, run, context.printer(out));
        plan.rule()
                .flatMap(rule -> SparkLine.of(rule, context.signals(), context.clock().instant()))
                .ifPresent(out::println);
        return code;
    }

    private @Nullable String readConfirmation(RunPlan plan, PrintWriter out) {
        if (confirm != null) {
            return confirm;
        }
        out.printf("Type %s to go on: ", plan.book());
        out.flush();
        try {
            return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()))
                    .readLine();
        } catch (IOException e) {
            throw CommandRefusal.guarded("not confirmed: " + e);
        }
    }
}

package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.cli.show.OutputOption;
import dev.tidegate.runbooks.cli.show.PlanPrinter;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.RunJson;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
        name = "plan",
        mixinStandardHelpOptions = true,
        description = "Shows what a run would change, field by field, and changes nothing.",
        footer = {
            "",
            "Example:",
            "  tidegate runbook plan raise-floor -p floor=12 \\",
            "      -p fleet=aws-autoscaling:group=chat-gpu,region=us-east-1"
        })
final class PlanCommand extends ContextCommand {
    @Mixin private BookArguments arguments = new BookArguments();

    @Mixin private OutputOption output = new OutputOption();

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        RunPlan plan = arguments.plan(context);
        context.authorize(Action.PLAN, plan.tier(), plan.book());
        if (output.isJson()) {
            out.println(RunJson.tree(plan).toPrettyString());
        } else {
            PlanPrinter printer = new PlanPrinter(out, context.invocation());
            printer.plan(plan);
            printer.nextCommand(plan, arguments.parameters);
        }
        return CommandContext.DONE;
    }
}

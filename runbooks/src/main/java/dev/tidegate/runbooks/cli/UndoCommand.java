package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.RunEvent.AbortRequested;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.PrintWriter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "undo",
        mixinStandardHelpOptions = true,
        description = {
            "Writes back what was there before a run, where the target still holds what the run wrote.",
            "What somebody changed afterwards is left alone and shown."
        },
        footer = {
            "",
            "Example:",
            "  tidegate runbook undo raise-floor-1 --why 'the launch is over'"
        })
class UndoCommand extends ContextCommand {
    @Parameters(paramLabel = "RUN", description = "A run's name, as runbook status shows it.")
    private String run = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "For the ledger.")
    private @Nullable String why;

    @Option(
            names = "--anyway",
            description =
                    "Also where a later run wrote to the same target: what it wrote is left as it is.")
    private boolean anyway;

    Action action() {
        return Action.UNDO;
    }

    AbortRequested request(String operator, Optional<String> why) {
        return new AbortRequested(operator, why.orElse("undone by hand"), false);
    }

    @Override
    protected final int execute(CommandContext context, PrintWriter out) {
        Runs runs = context.requireStore().runs();
        RunView view = context.run(runs, run);
        Operator operator = context.authorize(action(), view.plan().tier(), "run/" + run);
        AbortRequested request = request(operator.name(), Optional.ofNullable(why));
        RunRequest.requestUndo(runs, view, operator, request, anyway);
        return RunProgress.drive(runs, run, context.printer(out));
    }
}

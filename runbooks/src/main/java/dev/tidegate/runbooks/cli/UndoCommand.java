package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.run.record.RunEvent;
import java.io.PrintWriter;
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
final class UndoCommand extends ContextCommand {
    @Parameters(paramLabel = "RUN", description = "A run's name, as runbook status shows it.")
    private String run = "";

    @Option(names = "--why", paramLabel = "TEXT", description = "For the ledger.")
    private String why = "undone by hand";

    @Option(
            names = "--anyway",
            description =
                    "Also where a later run wrote to the same target: what it wrote is left as it is.")
    private boolean anyway;

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        return RunRequest.undo(
                context,
                Action.UNDO,
                run,
                who -> new RunEvent.AbortRequested(who, why, false),
                anyway,
                out);
    }
}

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
        name = "abort",
        mixinStandardHelpOptions = true,
        description = "Stops a run and takes back what it did.",
        footer = {
            "",
            "Example:",
            "  tidegate runbook abort raise-floor-1 --why 'the launch is off'"
        })
final class AbortCommand extends ContextCommand {
    @Parameters(paramLabel = "RUN", description = "A run's name, as runbook status shows it.")
    private String run = "";

    @Option(names = "--keep", description = "Leave what it did as it is.")
    private boolean keep;

    @Option(names = "--why", paramLabel = "TEXT", description = "For the ledger.")
    private String why = "aborted";

    @Option(
            names = "--anyway",
            description =
                    "Also where a later run wrote to the same target: what it wrote is left as it is.")
    private boolean anyway;

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        return RunRequest.undo(
                context,
                Action.ABORT,
                run,
                who -> new RunEvent.AbortRequested(who, why, keep),
                anyway,
                out);
    }
}

package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.cli.show.PlainWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidegate runbook …}; added to the command line by the program that owns its root. */
@Command(
        name = "runbook",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description =
                "Plans, runs and takes back changes, from the ledger alone: no daemon needed.",
        subcommands = {
            ListCommand.class,
            LintCommand.class,
            PlanCommand.class,
            RunCommand.class,
            ApproveCommand.class,
            RunStatusCommand.class,
            ResumeCommand.class,
            AbortCommand.class,
            UndoCommand.class,
            LogCommand.class,
            BookReplayCommand.class
        })
public final class RunbookCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(PlainWriter.bare(spec.commandLine().getOut()));
    }
}

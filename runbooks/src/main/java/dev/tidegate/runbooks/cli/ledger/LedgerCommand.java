package dev.tidegate.runbooks.cli.ledger;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tidegate ledger …}; mounted by whoever owns the root of the command line. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows, checks, exports and merges what was seen, decided and done.",
        subcommands = {
            VerifyCommand.class,
            ShowCommand.class,
            ExportCommand.class,
            MergeCommand.class
        })
public final class LedgerCommand implements Runnable {
    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}

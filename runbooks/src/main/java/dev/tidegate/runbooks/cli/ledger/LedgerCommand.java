package dev.tidegate.runbooks.cli.ledger;

import dev.tidegate.runbooks.cli.show.EntryDescriptions;
import dev.tidegate.runbooks.cli.show.PlainWriter;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Spec;

/** {@code tidegate ledger …}; added to the command line by the program that owns its root. */
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

    /** Adds the surrounding program's kinds of entries to shell completion. */
    public static void complete(CommandLine root, EntryDescriptions descriptions) {
        Optional.ofNullable(root.getSubcommands().get("ledger"))
                .map(ledger -> ledger.getSubcommands().get("show"))
                .map(CommandLine::getCommandSpec)
                .ifPresent(
                        show -> complete(show, new EntryLines(Optional.of(descriptions)).kinds()));
    }

    private static void complete(CommandSpec show, Set<String> kinds) {
        OptionSpec kind = show.findOption("--kind");
        show.remove(kind);
        show.addOption(OptionSpec.builder(kind).completionCandidates(kinds).build());
    }

    @Override
    public void run() {
        spec.commandLine().usage(PlainWriter.bare(spec.commandLine().getOut()));
    }
}

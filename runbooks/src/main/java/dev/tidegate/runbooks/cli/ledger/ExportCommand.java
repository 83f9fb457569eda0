package dev.tidegate.runbooks.cli.ledger;

import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.cli.context.Needs;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.io.PrintWriter;
import picocli.CommandLine.Command;

@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Prints every entry as one line of JSON, oldest first.",
        footer = {"", "Example:", "  tidegate ledger export --config tidegate.yaml > ledger.jsonl"})
final class ExportCommand extends ContextCommand {
    @Override
    protected Needs needs() {
        return Needs.LEDGER;
    }

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        Ledger ledger = context.requireStore().ledger();
        ledger.anyMatch(
                LedgerQuery.all(),
                entry -> {
                    out.println(entry.toJson());
                    return out.checkError(); // the reader has gone, or the disk is full
                });
        return CommandContext.DONE;
    }
}

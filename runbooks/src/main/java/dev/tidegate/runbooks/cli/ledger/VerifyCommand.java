package dev.tidegate.runbooks.cli.ledger;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.cli.context.Needs;
import dev.tidegate.runbooks.cli.show.LiveProgress;
import dev.tidegate.runbooks.cli.show.LiveSignal;
import dev.tidegate.runbooks.cli.show.OutputOption;
import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.merge.Imports;
import java.io.PrintWriter;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Recomputes the chain; fails at the first entry that is not genuine.",
        footer = {"", "Example:", "  tidegate ledger verify --config tidegate.yaml"})
final class VerifyCommand extends ContextCommand {
    @Option(
            names = "--head",
            paramLabel = "HASH",
            description =
                    "A head noted down earlier: fails if the chain does not contain it any more.")
    private @Nullable String head;

    @Mixin private OutputOption output = new OutputOption();

    @Override
    protected Needs needs() {
        return Needs.LEDGER;
    }

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        Ledger ledger = context.requireStore().ledger();
        ChainCheck check = ledger.verify(progress(ledger));
        if (check instanceof ChainCheck.Broken broken) {
            throw CommandRefusal.guarded("entry " + broken.sequence() + ": " + broken.finding());
        }
        ChainCheck.Intact intact = (ChainCheck.Intact) check;
        if (head != null && !ledger.anyMatch(LedgerQuery.all(), e -> e.hash().equals(head))) {
            throw CommandRefusal.guarded("no entry has the hash " + head + ": the end was cut off");
        }
        var imports = new Imports(ledger);
        imports.firstBroken()
                .ifPresent(
                        b -> {
                            throw CommandRefusal.guarded(
                                    "imported entry " + b.sequence() + ": " + b.finding());
                        });
        print(out, intact, imports.count());
        return CommandContext.DONE;
    }

    private void print(PrintWriter out, ChainCheck.Intact intact, long imported) {
        if (output.isJson()) {
            var json = JsonNodeFactory.instance.objectNode();
            json.put("entries", intact.entries()).put("imported", imported);
            out.println(json.put("head", intact.head()).toPrettyString());
            return;
        }
        out.printf("%d entries, intact; head %s%n", intact.entries(), intact.head());
        if (imported > 0) {
            out.printf("%d of them hold entries of other ledgers, intact%n", imported);
        }
    }

    /** Progress, shown on a terminal only. */
    private static LongConsumer progress(Ledger ledger) {
        return LiveSignal.onTerminal()
                .<LongConsumer>map(terminal -> new LiveProgress(newest(ledger), terminal))
                .orElse(reached -> {});
    }

    private static long newest(Ledger ledger) {
        return ledger.read(LedgerQuery.all().newest(1)).stream()
                .mapToLong(Entry::sequence)
                .findFirst()
                .orElse(0);
    }
}

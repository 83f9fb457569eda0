package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.ledger.ChainCheck;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tidegate ledger …}; mounted by whoever owns the root of the command line. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Shows, checks and exports what was seen, decided and done.",
        subcommands = {
            LedgerCommand.Verify.class,
            LedgerCommand.Show.class,
            LedgerCommand.Export.class
        })
public final class LedgerCommand implements Runnable {
    private static final int PAGE = 1_000;

    @Spec private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Recomputes the chain; fails at the first entry that is not genuine.")
    static final class Verify extends DeskCommand {
        @Option(
                names = "--head",
                paramLabel = "HASH",
                description =
                        "A head noted down earlier: fails if the chain does not contain it any more.")
        private @Nullable String head;

        @Override
        int sit(Desk desk, PrintWriter out) {
            Ledger ledger = desk.ledger();
            ChainCheck check = ledger.verify();
            if (check instanceof ChainCheck.Broken broken) {
                throw Refusal.guarded("entry " + broken.sequence() + ": " + broken.finding());
            }
            ChainCheck.Intact intact = (ChainCheck.Intact) check;
            if (head != null && !contains(ledger, head)) {
                throw Refusal.guarded("no entry has the hash " + head + ": the end was cut off");
            }
            out.printf("%d entries, intact; head %s%n", intact.entries(), intact.head());
            return Desk.DONE;
        }

        private static boolean contains(Ledger ledger, String hash) {
            long reached = 0;
            while (true) {
                List<Entry> page = ledger.read(LedgerQuery.all().after(reached).oldest(PAGE));
                if (page.stream().anyMatch(e -> e.hash().equals(hash))) {
                    return true;
                }
                if (page.isEmpty()) {
                    return false;
                }
                reached = page.get(page.size() - 1).sequence();
            }
        }
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows the newest entries.")
    static final class Show extends DeskCommand {
        @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind.")
        private @Nullable String kind;

        @Option(names = "--subject", paramLabel = "SUBJECT", description = "Only about this.")
        private @Nullable String subject;

        @Option(
                names = "--limit",
                defaultValue = "20",
                description = "How many (${DEFAULT-VALUE}).")
        private int limit = 20;

        @Option(
                names = {"-o", "--output"},
                defaultValue = "table",
                description = "table or json.")
        private OutputForm output = OutputForm.TABLE;

        @Override
        int sit(Desk desk, PrintWriter out) {
            LedgerQuery query = LedgerQuery.all();
            query = kind == null ? query : query.kind(kind);
            query = subject == null ? query : query.subject(subject);
            Table table = new Table("#", "AT", "KIND", "SUBJECT", "BY", "WHAT");
            for (Entry e : desk.ledger().read(query.newest(limit))) {
                var d = e.content();
                table.row(e.sequence(), d.at(), d.kind(), d.subject(), d.actor(), d.body());
                if (output == OutputForm.JSON) {
                    out.println(e.toJson());
                }
            }
            if (output == OutputForm.TABLE) {
                table.print(out);
            }
            return Desk.DONE;
        }
    }

    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Prints every entry as one line of JSON, oldest first.")
    static final class Export extends DeskCommand {
        @Override
        int sit(Desk desk, PrintWriter out) {
            Ledger ledger = desk.ledger();
            long reached = 0;
            List<Entry> page;
            do {
                page = ledger.read(LedgerQuery.all().after(reached).oldest(PAGE));
                for (Entry entry : page) {
                    out.println(entry.toJson());
                    reached = entry.sequence();
                }
            } while (page.size() == PAGE);
            return Desk.DONE;
        }
    }
}

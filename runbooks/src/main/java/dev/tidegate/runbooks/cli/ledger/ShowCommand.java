package dev.tidegate.runbooks.cli.ledger;

import dev.tidegate.runbooks.cli.desk.Desk;
import dev.tidegate.runbooks.cli.desk.DeskCommand;
import dev.tidegate.runbooks.cli.desk.Refusal;
import dev.tidegate.runbooks.cli.show.OutputOption;
import dev.tidegate.runbooks.cli.show.Table;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Shows the newest entries.",
        footer = {
            "",
            "Examples:",
            "  tidegate ledger show --config tidegate.yaml",
            "  tidegate ledger show --kind change-outcome --limit 5"
        })
final class ShowCommand extends DeskCommand {
    @Option(names = "--kind", paramLabel = "KIND", description = "Only of this kind.")
    private @Nullable String kind;

    @Option(names = "--subject", paramLabel = "SUBJECT", description = "Only about this.")
    private @Nullable String subject;

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many (default: ${DEFAULT-VALUE}).")
    private int limit = 20;

    @Mixin private OutputOption output = new OutputOption();

    @Override
    protected int sit(Desk desk, PrintWriter out) {
        if (limit < 1) {
            throw Refusal.usage(List.of("--limit must be at least 1, was " + limit));
        }
        LedgerQuery query = LedgerQuery.all();
        query = kind == null ? query : query.kind(kind);
        query = subject == null ? query : query.subject(subject);
        List<Entry> newest = desk.withStore().ledger().read(query.newest(limit));
        if (output.isJson()) {
            newest.forEach(e -> out.println(e.toJson()));
            return Desk.DONE;
        }
        Table table = new Table("#", "AT", "KIND", "SUBJECT", "BY", "WHAT");
        for (Entry e : newest) {
            var d = e.content();
            table.row(e.sequence(), d.at(), d.kind(), d.subject(), d.actor(), d.body());
        }
        table.print(out);
        return Desk.DONE;
    }
}

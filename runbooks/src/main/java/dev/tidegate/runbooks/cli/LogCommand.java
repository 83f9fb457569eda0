package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.cli.context.Needs;
import dev.tidegate.runbooks.cli.show.LogLines;
import dev.tidegate.runbooks.cli.show.OutputOption;
import dev.tidegate.runbooks.cli.show.Table;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.run.record.RunJson;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description =
                "Shows everything the ledger has on a run, oldest first; as json with all details.",
        footer = {"", "Example:", "  tidegate runbook log raise-floor-1 --output json"})
final class LogCommand extends ContextCommand {
    @Parameters(paramLabel = "RUN", description = "A run's name, as runbook status shows it.")
    private String run = "";

    @Mixin private OutputOption output = new OutputOption();

    @Override
    protected Needs needs() {
        return Needs.LEDGER;
    }

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        context.run(context.recordedRuns(), run);
        List<Entry> entries = context.ledger().read(LedgerQuery.all().subject("run/" + run));
        if (output.isJson()) {
            entries.forEach(entry -> out.println(entry.toJson()));
            return CommandContext.DONE;
        }
        Table table = new Table("AT", "EVENT", "BY", "WHAT");
        for (Entry e : entries) {
            var d = e.content();
            String what =
                    RunJson.isOfARun(d.kind())
                            ? LogLines.of(RunJson.event(d.kind(), d.body()))
                            : d.body().path("why").asText();
            table.row(d.at(), d.kind(), d.actor(), what);
        }
        table.print(out);
        return CommandContext.DONE;
    }
}

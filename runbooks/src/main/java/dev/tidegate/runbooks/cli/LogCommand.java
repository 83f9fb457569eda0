package dev.tidegate.runbooks.cli;

import dev.tidegate.runbooks.cli.desk.Desk;
import dev.tidegate.runbooks.cli.desk.DeskCommand;
import dev.tidegate.runbooks.cli.show.Table;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "log",
        mixinStandardHelpOptions = true,
        description = "Shows everything the ledger has on a run, oldest first.")
final class LogCommand extends DeskCommand {
    @Parameters(paramLabel = "RUN", description = "A run's name, as runbook status shows it.")
    private String run = "";

    @Override
    protected int sit(Desk desk, PrintWriter out) {
        desk.run(desk.withStore().runs(), run);
        Table table = new Table("AT", "EVENT", "BY", "WHAT");
        for (Entry e : desk.ledger().read(LedgerQuery.all().subject("run/" + run))) {
            var d = e.content();
            table.row(d.at(), d.kind(), d.actor(), d.body());
        }
        table.print(out);
        return Desk.DONE;
    }
}

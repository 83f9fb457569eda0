package dev.tidegate.runbooks.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.cli.desk.Desk;
import dev.tidegate.runbooks.cli.desk.DeskCommand;
import dev.tidegate.runbooks.cli.show.OutputOption;
import dev.tidegate.runbooks.cli.show.RunPrinter;
import dev.tidegate.runbooks.cli.show.Table;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description = "Shows one run, or all of them, newest first.")
final class RunStatusCommand extends DeskCommand {
    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "A run's name, as runbook status shows it.")
    private @Nullable String run;

    @Mixin private OutputOption output = new OutputOption();

    @Override
    protected int sit(Desk desk, PrintWriter out) {
        Runs runs = desk.withStore().runs();
        if (run != null) {
            RunView view = desk.run(runs, run);
            if (output.isJson()) {
                out.println(view.toJson().toPrettyString());
            } else {
                new RunPrinter(out).run(view);
            }
            return Desk.DONE;
        }
        List<RunView> all = runs.all();
        if (output.isJson()) {
            var list = JsonNodeFactory.instance.arrayNode();
            all.forEach(v -> list.add(v.toJson()));
            out.println(list.toPrettyString());
        } else {
            Table table = new Table("RUN", "STATE", "TIER", "AUTHOR", "PLANNED", "UNTIL");
            for (RunView v : all) {
                table.row(
                        v.id(),
                        v.state().code(),
                        v.plan().tier(),
                        v.author(),
                        v.plannedAt(),
                        v.ends().map(Object::toString).orElse("-"));
            }
            table.print(out);
        }
        return Desk.DONE;
    }
}

package dev.tidegate.runbooks.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.cli.context.Needs;
import dev.tidegate.runbooks.cli.show.OutputOption;
import dev.tidegate.runbooks.cli.show.Table;
import dev.tidegate.runbooks.run.Runs;
import dev.tidegate.runbooks.run.record.RunView;
import java.io.PrintWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Shows one run, or the newest and all that are not over, newest first; as json all of them.",
        footer = {
            "",
            "Examples:",
            "  tidegate runbook status",
            "  tidegate runbook status raise-floor-1 --output json"
        })
final class RunStatusCommand extends ContextCommand {
    private static final int DEFAULT_LIMIT = 20;

    @Parameters(
            paramLabel = "RUN",
            arity = "0..1",
            description = "A run's name, as runbook status shows it.")
    private @Nullable String run;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "How many of the newest runs are shown (20; as json all of them).")
    private @Nullable Integer limit;

    @Mixin private OutputOption output = new OutputOption();

    @Override
    protected Needs needs() {
        return Needs.LEDGER;
    }

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        Runs runs = context.recordedRuns();
        if (run != null) {
            RunView view = context.run(runs, run);
            if (output.isJson()) {
                out.println(view.toJson().toPrettyString());
            } else {
                context.printer(out).run(view);
            }
            return CommandContext.DONE;
        }
        List<RunView> all = runs.all();
        List<RunView> shown = select(all, limit(all.size()));
        if (output.isJson()) {
            var list = JsonNodeFactory.instance.arrayNode();
            shown.forEach(v -> list.add(v.toJson()));
            out.println(list.toPrettyString());
        } else {
            Table table = new Table("RUN", "STATE", "TIER", "AUTHOR", "PLANNED", "UNTIL");
            for (RunView v : shown) {
                table.row(
                        v.id(),
                        v.state().code(),
                        v.plan().tier(),
                        v.author(),
                        v.plannedAt(),
                        v.endsAt().map(Object::toString).orElse("-"));
            }
            if (all.isEmpty()) {
                out.println("No run of a book stands in the ledger.");
                return CommandContext.DONE;
            }
            table.print(out);
            int older = all.size() - shown.size();
            if (older > 0) {
                out.printf("%d older, all over: --limit %d shows them, too%n", older, all.size());
            }
        }
        return CommandContext.DONE;
    }

    private int limit(int all) {
        if (limit == null) {
            return output.isJson() ? all : DEFAULT_LIMIT;
        }
        if (limit < 1) {
            throw CommandRefusal.usage(List.of("--limit must be at least 1, was " + limit));
        }
        return limit;
    }

    /** The newest runs, and all unfinished ones, however old. */
    private static List<RunView> select(List<RunView> newestFirst, int limit) {
        return IntStream.range(0, newestFirst.size())
                .filter(i -> i < limit || !newestFirst.get(i).state().isFinal())
                .mapToObj(newestFirst::get)
                .toList();
    }
}

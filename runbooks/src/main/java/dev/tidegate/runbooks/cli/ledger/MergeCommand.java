package dev.tidegate.runbooks.cli.ledger;

import dev.tidegate.runbooks.approve.Action;
import dev.tidegate.runbooks.approve.Operator;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.lease.Lease;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.merge.Imports;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        description = {
            "Adds the entries of another ledger, such as a laptop's, as a chain of their own.",
            "What was merged before is not added again."
        },
        footer = {"", "Example:", "  tidegate ledger merge laptop.db --config tidegate.yaml"})
final class MergeCommand extends ContextCommand {
    private static final Duration LEASE_LIFE = Duration.ofMinutes(10);

    @Parameters(
            paramLabel = "FILE",
            description = "The other ledger: its SQLite file, or what its export printed.")
    private Path file = Path.of("");

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        List<Entry> foreign = ForeignLedger.read(file);
        Operator operator = context.authorize(Action.RUN, 0, "ledger");
        Lease lease = context.lease("ledger/merge", LEASE_LIFE);
        try {
            Imports.Outcome outcome =
                    new Imports(context.ledger())
                            .merge(
                                    foreign,
                                    operator.name(),
                                    context.clock().instant(),
                                    lease.condition());
            if (outcome instanceof Imports.Outcome.Refused refused) {
                throw CommandRefusal.guarded(file + ": " + refused.why());
            }
            Imports.Outcome.Merged merged = (Imports.Outcome.Merged) outcome;
            out.printf("%d entries added, %d known%n", merged.added(), merged.known());
            return CommandContext.DONE;
        } finally {
            context.release(lease);
        }
    }
}

package dev.tidegate.runbooks.cli.ledger;

import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.cli.context.ConfiguredDefaults;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.cli.context.Needs;
import dev.tidegate.runbooks.cli.show.OutputOption;
import dev.tidegate.runbooks.cli.show.Screen;
import dev.tidegate.runbooks.cli.show.Table;
import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.LedgerTail;
import dev.tidegate.runbooks.run.Sleeper;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = {
            "Shows entries in words, newest first; as json with all details.",
            "With --follow oldest first, and each new one as it is written."
        },
        footer = {
            "",
            "Examples:",
            "  tidegate ledger show --config tidegate.yaml",
            "  tidegate ledger show --workload chat --since 2h",
            "  tidegate ledger show --kind change-outcome,override -n 5",
            "  tidegate ledger show --run raise-floor-1 --output json",
            "  tidegate ledger show --follow"
        })
final class ShowCommand extends ContextCommand {
    private static final int DEFAULT_LIMIT = 20;
    private static final int RANGE_LIMIT = 1_000;
    private static final int PAGE = 1_000;
    private static final Duration POLL = Duration.ofSeconds(1);

    @Spec private CommandSpec command = CommandSpec.create();

    @Mixin private Selection selection = new Selection();

    @Option(
            names = {"-n", "--limit"},
            paramLabel = "N",
            description = "How many (default: 20; with --since or --until 1000).")
    private @Nullable Integer limit;

    @Option(
            names = {"-f", "--follow"},
            description = "Keep showing new entries until Ctrl-C.")
    private boolean follow;

    @Mixin private OutputOption output = new OutputOption();

    @Override
    protected Needs needs() {
        return Needs.LEDGER;
    }

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        if (limit != null && limit < 1) {
            throw CommandRefusal.usage(List.of("--limit must be at least 1, was " + limit));
        }
        Ledger ledger = context.requireStore().ledger();
        LedgerQuery query = selection.query();
        Optional<LedgerTail> tail =
                follow ? Optional.of(LedgerTail.fromNow(ledger)) : Optional.empty();
        int max = limit != null ? limit : selection.hasTimeRange() ? RANGE_LIMIT : DEFAULT_LIMIT;
        List<Entry> entries = new ArrayList<>(ledger.read(query.newest(max + 1)));
        boolean more = entries.size() > max;
        entries = entries.subList(0, Math.min(max, entries.size()));
        if (follow) {
            Collections.reverse(entries);
        }
        var lines =
                new EntryLines(
                        root(ConfiguredDefaults.class).map(ConfiguredDefaults::entryDescriptions));
        Consumer<List<Entry>> printer = output.isJson() ? json(out) : table(lines, out);
        printer.accept(entries);
        if (tail.isPresent()) {
            follow(tail.get(), entries, printer, out);
        } else if (!output.isJson()) {
            remark(entries, more, lines, out);
        }
        return CommandContext.DONE;
    }

    private static Consumer<List<Entry>> json(PrintWriter out) {
        return entries -> entries.forEach(e -> out.println(e.toJson()));
    }

    private static Consumer<List<Entry>> table(EntryLines lines, PrintWriter out) {
        Table table = new Table("#", "AT", "KIND", "SUBJECT", "BY", "WHAT");
        return entries -> {
            for (Entry e : entries) {
                var d = e.content();
                table.row(
                        e.sequence(),
                        d.at().truncatedTo(ChronoUnit.SECONDS),
                        d.kind(),
                        d.subject(),
                        shortName(d.actor()),
                        lines.of(d));
            }
            table.print(out);
        };
    }

    /** On a terminal shortens a process's name to user and machine. */
    private static String shortName(String actor) {
        return Screen.columns().isPresent() ? actor.split("/", 2)[0] : actor;
    }

    /**
     * Follows until interrupted. Waits through an outage of the ledger, since that is when one
     * looks.
     */
    static void follow(
            LedgerTail tail,
            LedgerQuery query,
            Consumer<List<Entry>> printer,
            Consumer<String> remark,
            Sleeper sleeper) {
        Optional<String> outage = Optional.empty();
        while (!Thread.currentThread().isInterrupted()) {
            int found = 0;
            try {
                LedgerTail.Update update = tail.read(query.oldest(PAGE));
                outage.ifPresent(past -> remark.accept("The ledger can be read again."));
                outage = Optional.empty();
                if (update.reset()) {
                    remark.accept(
                            "The ledger lost its newest entries, as when a standby takes over: what follows took their numbers.");
                }
                printer.accept(update.entries());
                found = update.entries().size();
            } catch (LedgerException e) {
                if (outage.isEmpty()) {
                    remark.accept(e.getMessage() + "; tried again until it can be, or Ctrl-C");
                }
                outage = Optional.of(String.valueOf(e.getMessage()));
            }
            if (found < PAGE) {
                sleeper.sleep(POLL);
            }
        }
    }

    private void follow(
            LedgerTail tail, List<Entry> before, Consumer<List<Entry>> printer, PrintWriter out) {
        Set<String> known = before.stream().map(Entry::hash).collect(Collectors.toSet());
        PrintWriter err = command.commandLine().getErr();
        follow(
                tail,
                selection.query(),
                update -> {
                    printer.accept(update.stream().filter(e -> !known.contains(e.hash())).toList());
                    if (out.checkError()) { // the reader has gone
                        Thread.currentThread().interrupt();
                    }
                },
                words -> {
                    err.println(words);
                    err.flush();
                },
                Sleeper.real());
    }

    /** Remarks below the table: that nothing matched, or that there is more. */
    private void remark(List<Entry> shown, boolean more, EntryLines lines, PrintWriter out) {
        if (shown.isEmpty()) {
            out.println("No entry of the ledger matches.");
            List<String> unknown =
                    selection.kinds().stream().filter(k -> !lines.kinds().contains(k)).toList();
            if (!unknown.isEmpty()) {
                out.println(
                        "Found kind "
                                + String.join(", ", unknown)
                                + ", known are "
                                + String.join(", ", lines.kinds()));
            }
        } else if (more && limit == null && selection.hasTimeRange()) {
            out.println("Older entries are left out: -n N shows more.");
        }
    }
}

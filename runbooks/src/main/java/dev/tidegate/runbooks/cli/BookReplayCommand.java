package dev.tidegate.runbooks.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.book.Book;
import dev.tidegate.runbooks.book.TriggerRule;
import dev.tidegate.runbooks.cli.context.CommandContext;
import dev.tidegate.runbooks.cli.context.CommandRefusal;
import dev.tidegate.runbooks.cli.context.ContextCommand;
import dev.tidegate.runbooks.cli.show.OutputOption;
import dev.tidegate.runbooks.cli.show.Table;
import dev.tidegate.runbooks.replay.Episode;
import dev.tidegate.runbooks.replay.ReplayPlot;
import dev.tidegate.runbooks.replay.TraceFile;
import dev.tidegate.runbooks.replay.TriggerReplay;
import dev.tidegate.runbooks.signal.Sample;
import dev.tidegate.runbooks.signal.SignalException;
import dev.tidegate.runbooks.yaml.Durations;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = {
            "Says when a book's rule would have fired, flapped, or stayed longer than its lease.",
            "Reads a range of the signal from --prometheus, or a trace."
        },
        footer = {
            "",
            "Example:",
            "  tidegate runbook replay shed-lowest-class --trace busy.csv --plot rule.svg"
        })
final class BookReplayCommand extends ContextCommand {
    @Parameters(paramLabel = "BOOK", description = "Name of the book.")
    private String book = "";

    @Option(names = "--trace", paramLabel = "FILE", description = "CSV: timestamp,<name>.")
    private @Nullable Path trace;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "Such as 2026-03-01T00:00:00Z (default: a day before the end).")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "The end (default: now).")
    private @Nullable Instant to;

    @Option(
            names = "--plot",
            paramLabel = "FILE",
            description = "Write a picture too: SVG, or a page with a table if FILE ends in .html.")
    private @Nullable Path plot;

    @Mixin private OutputOption output = new OutputOption();

    @Override
    protected int execute(CommandContext context, PrintWriter out) {
        Book found = context.book(book);
        TriggerRule rule =
                found.signal()
                        .orElseThrow(
                                () ->
                                        CommandRefusal.badInput(
                                                List.of(book + " has no signal to replay")));
        if (trace == null && !context.hasSignals()) {
            throw CommandRefusal.usage(
                    List.of(
                            "replay of what? give --trace FILE, --prometheus URL, or a --config FILE"
                                    + " that names a metrics server"));
        }
        List<Sample> samples = samples(context, rule);
        if (samples.isEmpty()) {
            throw CommandRefusal.badInput(List.of("no samples in that range"));
        }
        Optional<Duration> lease =
                found.lease()
                        .flatMap(
                                t ->
                                        t.isSingleExpression()
                                                ? found.parameter(t.expressions().get(0))
                                                        .flatMap(p -> p.defaultValue())
                                                : Optional.of(t.raw().asText()))
                        .flatMap(Durations::parse);
        List<Episode> episodes = TriggerReplay.of(rule, lease, samples);
        Instant end = samples.get(samples.size() - 1).at();
        if (output.isJson()) {
            json(episodes, end, out);
        } else {
            table(rule, samples, episodes, end, out);
        }
        draw(rule, samples, episodes, out);
        return CommandContext.DONE;
    }

    private List<Sample> samples(CommandContext context, TriggerRule rule) {
        try {
            if (trace != null) {
                return TraceFile.read(trace).stream()
                        .filter(s -> from == null || !s.at().isBefore(from))
                        .filter(s -> to == null || s.at().isBefore(to))
                        .toList();
            }
            Instant end = to == null ? context.clock().instant() : to;
            Instant start = from == null ? end.minus(Duration.ofDays(1)) : from;
            Duration step = Duration.between(start, end).dividedBy(10_000);
            Duration shortest = Duration.ofSeconds(15);
            return context.signals()
                    .range(
                            rule.query(),
                            start,
                            end,
                            step.compareTo(shortest) < 0 ? shortest : step);
        } catch (SignalException e) {
            throw CommandRefusal.badInput(List.of(String.valueOf(e.getMessage())));
        }
    }

    private static void table(
            TriggerRule rule,
            List<Sample> samples,
            List<Episode> episodes,
            Instant end,
            PrintWriter out) {
        out.printf("%s over %d samples until %s%n", rule.text(), samples.size(), end);
        Table table = new Table("ENTERED", "LEFT", "LASTED", "WORST", "REMARK");
        for (Episode e : episodes) {
            table.row(
                    e.entered(),
                    e.left().map(Instant::toString).orElse("still in force"),
                    Durations.text(e.length(end)),
                    e.peak(),
                    (e.flapped() ? "flapped " : "") + (e.tooLong() ? "longer than its lease" : ""));
        }
        table.print(out);
        out.printf(
                "Fired %d times, flapped %d times, stayed too long %d times%n",
                episodes.size(),
                episodes.stream().filter(Episode::flapped).count(),
                episodes.stream().filter(Episode::tooLong).count());
    }

    private static void json(List<Episode> episodes, Instant end, PrintWriter out) {
        var list = JsonNodeFactory.instance.arrayNode();
        for (Episode e : episodes) {
            var object = list.addObject().put("entered", e.entered().toString());
            e.left().ifPresent(l -> object.put("left", l.toString()));
            object.put("seconds", e.length(end).toSeconds());
            object.put("worst", e.peak());
            object.put("flapped", e.flapped());
            object.put("too_long", e.tooLong());
        }
        out.println(list.toPrettyString());
    }

    private void draw(
            TriggerRule rule, List<Sample> samples, List<Episode> episodes, PrintWriter out) {
        if (plot == null) {
            return;
        }
        try {
            boolean page = plot.toString().endsWith(".html");
            Files.writeString(
                    plot,
                    page
                            ? ReplayPlot.page(book, rule, samples, episodes)
                            : ReplayPlot.svg(rule, samples, episodes));
        } catch (IOException e) {
            throw CommandRefusal.badInput(List.of("cannot write " + plot + ": " + e));
        }
        if (!output.isJson()) {
            out.println("Plot: " + plot);
        }
    }
}

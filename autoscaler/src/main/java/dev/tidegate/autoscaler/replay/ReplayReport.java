package dev.tidegate.autoscaler.replay;

import dev.tidegate.autoscaler.report.Chart;
import dev.tidegate.autoscaler.report.Ink;
import dev.tidegate.autoscaler.report.Page;
import dev.tidegate.autoscaler.report.Table;
import dev.tidegate.autoscaler.shadow.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** A replay as people read it: figures, the candidates, and a page with plots. */
public final class ReplayReport {
    private static final int POINTS = 3000; // that a plot can show apart

    private final String name;
    private final ReplayOutcome outcome;

    public ReplayReport(String name, ReplayOutcome outcome) {
        this.name = name;
        this.outcome = outcome;
    }

    /** Cost, busy share and regret. */
    public Table figures() {
        return Table.of("figure", "value")
                .row("steps", Integer.toString(outcome.steps().size()))
                .row("GPU-hours", text("%.1f", outcome.replicaHours()))
                .row("clairvoyant bound", text("%.1f", outcome.boundHours()))
                .row("regret", text("%.1f %%", 100 * outcome.regret()))
                .row("busy share", text("%.4f %%", 100 * outcome.busy().fraction()));
    }

    /** What the best policies would have cost at the end of the replay, and some that are far from it. */
    public Table candidates(int count) {
        Table table = Table.of("policy", "cost", "GPU-hours", "busy, stressed");
        List<Standing> all = outcome.standings();
        for (int i = 0; i < Math.min(count, all.size()); i++) {
            table = row(table, all.get(i));
        }
        for (int part = 1; part < 4 && all.size() > 4 * count; part++) {
            table = row(table, all.get(part * all.size() / 4));
        }
        return table;
    }

    private static Table row(Table table, Standing standing) {
        return table.row(
                standing.policy(),
                text("%+.1f %%", 100 * (standing.cost() - 1)),
                text("%.1f", standing.replicaHours()),
                text("%.3f %%", 100 * standing.turnedAway().fraction()));
    }

    /** Writes a self-contained page. */
    public void write(Path file) throws IOException {
        int every = Math.max(1, outcome.steps().size() / POINTS);
        List<ReplayStep> shown =
                java.util.stream.IntStream.range(0, outcome.steps().size() / every)
                        .mapToObj(i -> outcome.steps().get(i * every))
                        .toList();
        List<Instant> at = shown.stream().map(ReplayStep::at).toList();
        new Page("Replay of " + name, "What today's planner would have decided.")
                .table(figures())
                .chart(
                        Chart.over("Demand and capacity", "replicas", at)
                                .line("demand", Ink.ACTUAL, column(shown, ReplayStep::demand))
                                .steps("ready", Ink.READY, column(shown, ReplayStep::ready))
                                .steps("desired", Ink.WANTED, column(shown, ReplayStep::desired)))
                .chart(
                        Chart.over("Turned away", "replicas", at)
                                .steps(
                                        "turned away",
                                        Ink.BUSY,
                                        column(shown, ReplayStep::turnedAway)))
                .heading("Candidates")
                .paragraph(
                        "Cost over the remembered demand relative to the best, turned-away work at its price included.")
                .table(candidates(20))
                .write(file);
    }

    private static double[] column(List<ReplayStep> steps, ToDoubleFunction<ReplayStep> value) {
        return steps.stream().mapToDouble(value).toArray();
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}

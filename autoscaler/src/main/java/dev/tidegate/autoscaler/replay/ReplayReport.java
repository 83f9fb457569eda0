package dev.tidegate.autoscaler.replay;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tidegate.autoscaler.plan.Explanation;
import dev.tidegate.autoscaler.report.Chart;
import dev.tidegate.autoscaler.report.LineStyle;
import dev.tidegate.autoscaler.report.Page;
import dev.tidegate.autoscaler.report.ReadableNumbers;
import dev.tidegate.autoscaler.report.Table;
import dev.tidegate.autoscaler.report.WholeFile;
import dev.tidegate.autoscaler.shadow.PolicyScore;
import dev.tidegate.autoscaler.situation.Prices;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Renders a replay: figures, policies followed, cost of alternatives, every decision, and a page with plots. */
public final class ReplayReport {
    private static final int MAX_POINTS = 3000; // most that a plot can show
    private static final int MAX_REASONS = 6; // rows in the table of reasons

    private final String name;
    private final ReplayOutcome outcome;
    private final double hours;
    private final double busy;
    private final double regret;
    private final List<PolicyScore> alternatives;

    public ReplayReport(String name, ReplayOutcome outcome) {
        this.name = name;
        this.outcome = outcome;
        hours = outcome.replicaHours();
        busy = outcome.busy().fraction();
        regret = outcome.regret();
        alternatives = alternatives(outcome);
    }

    /** Cost, busy share and regret. */
    public Table figures() {
        List<ReplayStep> steps = outcome.steps();
        IntSummaryStatistics floors =
                steps.stream().mapToInt(ReplayStep::desired).summaryStatistics();
        Table table =
                Table.of("figure", "value")
                        .row("from", steps.get(0).at().toString())
                        .row(
                                "decisions",
                                "%d, one every %d s"
                                        .formatted(steps.size(), outcome.step().toSeconds()))
                        .row(
                                "a replica serves",
                                ReadableNumbers.plain(outcome.throughput().unitsPerSecond(), 4)
                                        + "/s")
                        .row("a launch takes", launchTime().toSeconds() + " s")
                        .row("floor", floors.getMin() + " to " + floors.getMax())
                        .row("floor raised, lowered", raised() + ", " + lowered() + " times")
                        .row("GPU-hours", text("%.1f", hours))
                        .row("clairvoyant bound", text("%.1f", outcome.boundHours()))
                        .row("regret", text("%.1f %%", 100 * regret))
                        .row("busy share", text("%.4f %%", 100 * busy));
        Optional<Prices> prices = outcome.objective().prices();
        if (prices.isPresent()) {
            double cost = outcome.cost() * prices.get().replicaHour();
            return table.row("cost, turned away included", text("%.2f", cost));
        }
        return table.row("objective", text("%.4f %%", 100 * outcome.objective().busy().fraction()));
    }

    /** The outcome, and that of the best policy of each kind in hindsight. */
    public Table comparison() {
        Table table =
                Table.of("policy", "GPU-hours", "cost", "busy share")
                        .row("Tidegate", text("%.1f", hours), "", text("%.4f %%", 100 * busy));
        for (PolicyScore other : alternatives) {
            table =
                    table.row(
                            other.policy(),
                            text("%.1f", other.replicaHours()),
                            text("%+.1f %%", 100 * outcome.extraCost(other)),
                            text("%.4f %%", 100 * outcome.busy(other).fraction()));
        }
        return table;
    }

    /** The alternatives; none if no policy was followed, since then no policy was scored. */
    private static List<PolicyScore> alternatives(ReplayOutcome outcome) {
        return outcome.followed().keySet().equals(Set.of(Explanation.NO_POLICY))
                ? List.of()
                : outcome.bestInHindsight();
    }

    /** How often each reason was given, most frequent first. */
    public Table reasons() {
        Table table = Table.of("reason", "decisions");
        for (Map.Entry<String, Long> reason :
                outcome.reasons().entrySet().stream().limit(MAX_REASONS).toList()) {
            table = table.row(reason.getKey(), reason.getValue().toString());
        }
        return table;
    }

    /** "Followed X; Y would have cost 12 % more", for the reactive policy that was best in hindsight. */
    public String sentence() {
        return alternatives.stream()
                .filter(other -> other.kind().equals("reactive"))
                .findFirst()
                .map(other -> followed() + "; " + comparedWith(other) + ".")
                .orElse(followed() + ".");
    }

    private String followed() {
        Map<String, Long> followed = new LinkedHashMap<>(outcome.followed());
        long withoutPolicy = Optional.ofNullable(followed.remove(Explanation.NO_POLICY)).orElse(0L);
        if (followed.isEmpty()) {
            return "Followed no policy, since too little was known of the demand or of what a replica serves";
        }
        Map.Entry<String, Long> main = followed.entrySet().iterator().next();
        String missing = withoutPolicy == 0 ? "" : ", none in " + share(withoutPolicy);
        return followed.size() == 1
                ? "Followed %s and policies close to it throughout%s"
                        .formatted(main.getKey(), missing)
                : "Followed mostly %s (leading in %s of the decisions, %s in the rest%s)"
                        .formatted(
                                main.getKey(),
                                share(main.getValue()),
                                followed.size() == 2
                                        ? "one other"
                                        : followed.size() - 1 + " others",
                                missing);
    }

    private String share(long decisions) {
        return text("%.0f %%", 100.0 * decisions / outcome.steps().size());
    }

    private String comparedWith(PolicyScore other) {
        double extraCost = outcome.extraCost(other);
        return "%s, the best reactive policy chosen afterwards, would have cost %s %s and turned away %s"
                .formatted(
                        other.policy(),
                        text("%.1f %%", 100 * Math.abs(extraCost)),
                        extraCost < 0 ? "less" : "more",
                        text("%.4f %%", 100 * outcome.busy(other).fraction()));
    }

    /** Prints everything but the single decisions, for a terminal. */
    public void print(PrintWriter out) {
        out.println(figures().text());
        out.println(sentence());
        if (!alternatives.isEmpty()) {
            out.println(
                    "\nOf each kind of policy the cheapest, chosen afterwards, that kept the objective:\n");
            out.print(comparison().text());
        }
        out.println();
        out.print(reasons().text());
    }

    /** Everything but the single decisions, as JSON. */
    public ObjectNode json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("from", outcome.steps().get(0).at().toString());
        node.put("decisions", outcome.steps().size());
        node.put("step_seconds", outcome.step().toMillis() / 1000.0);
        node.put("per_replica", outcome.throughput().unitsPerSecond());
        node.put("launch_seconds", launchTime().toMillis() / 1000.0);
        node.put("gpu_hours", hours);
        node.put("bound_hours", outcome.boundHours());
        node.put("regret", regret);
        node.put("busy", busy);
        node.put("floor_raised", raised());
        node.put("floor_lowered", lowered());
        outcome.objective()
                .prices()
                .ifPresent(prices -> node.put("cost", outcome.cost() * prices.replicaHour()));
        ObjectNode followed = node.putObject("followed");
        outcome.followed().forEach(followed::put);
        ObjectNode reasons = node.putObject("reasons");
        outcome.reasons().forEach(reasons::put);
        var candidates = node.putArray("candidates");
        outcome.policyScores()
                .forEach(
                        other ->
                                candidates
                                        .addObject()
                                        .put("policy", other.policy())
                                        .put("kind", other.kind())
                                        .put("cost", 1 + outcome.extraCost(other))
                                        .put("gpu_hours", other.replicaHours())
                                        .put("busy", outcome.busy(other).fraction()));
        return node;
    }

    /** Writes every decision as a row; demand and work turned away are in replicas. */
    public void writeDecisions(Path file) throws IOException {
        WholeFile.write(file, unfinished -> Files.write(unfinished, rows()));
    }

    private List<String> rows() {
        return Stream.concat(
                        Stream.of(ReplayStep.COLUMNS),
                        outcome.steps().stream().map(ReplayStep::row))
                .toList();
    }

    /** Writes a self-contained HTML page. */
    public void write(Path file) throws IOException {
        List<ReplayStep> shown = outcome.worstSteps(MAX_POINTS);
        List<Instant> at = shown.stream().map(ReplayStep::at).toList();
        String plotted =
                shown.size() == outcome.steps().size()
                        ? ""
                        : " Plots show the worst step of each stretch.";
        new Page(
                        "Replay of " + name,
                        "What today's planner would have decided. All times UTC." + plotted)
                .table(figures())
                .paragraph(sentence())
                .chart(
                        Chart.over("Demand and capacity", "replicas", at)
                                .line("demand", LineStyle.ACTUAL, column(shown, ReplayStep::demand))
                                .steps("ready", LineStyle.READY, column(shown, ReplayStep::ready))
                                .steps(
                                        "desired",
                                        LineStyle.WANTED,
                                        column(shown, ReplayStep::desired)))
                .chart(
                        Chart.over("Turned away", "replicas", at)
                                .steps(
                                        "turned away",
                                        LineStyle.BUSY,
                                        column(shown, ReplayStep::turnedAway)))
                .heading("What else would have cost")
                .paragraph(
                        "Of each kind of policy the cheapest, chosen afterwards, that kept the objective over the same"
                                + " decisions; or what turned away least where none did.")
                .table(comparison())
                .heading("Why")
                .table(reasons())
                .write(file);
    }

    private Duration launchTime() {
        return outcome.step().multipliedBy(outcome.lag());
    }

    private long raised() {
        return moves(1);
    }

    private long lowered() {
        return moves(-1);
    }

    private long moves(int direction) {
        List<ReplayStep> steps = outcome.steps();
        return IntStream.range(1, steps.size())
                .filter(
                        i ->
                                Integer.compare(steps.get(i).desired(), steps.get(i - 1).desired())
                                        == direction)
                .count();
    }

    private static double[] column(List<ReplayStep> steps, ToDoubleFunction<ReplayStep> value) {
        return steps.stream().mapToDouble(value).toArray();
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}

package dev.tidegate.autoscaler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.capacity.ClairvoyantBound;
import dev.tidegate.autoscaler.report.Chart;
import dev.tidegate.autoscaler.report.LineStyle;
import dev.tidegate.autoscaler.report.Page;
import dev.tidegate.autoscaler.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Runs every scenario under every policy. The outcomes are committed as text, so that a change in behaviour is a readable diff;
 * {@code -Dsimulation.write=true} rewrites them.
 */
class SimulationTest {
    private static final Path COMMITTED =
            Path.of("src/test/resources/dev/tidegate/autoscaler/simulation/outcomes.txt");
    private static final String TIDEGATE = "Tidegate, untuned";
    private static final double OBJECTIVE = 0.001;

    private record Row(Scenario scenario, String policy, Simulation.Outcome outcome) {}

    private static final List<Row> ROWS = new ArrayList<>();

    /** Scenarios are independent and run in parallel. */
    @BeforeAll
    static void simulate() {
        Scenarios.all().parallelStream().map(SimulationTest::runAll).toList().forEach(ROWS::addAll);
    }

    private static List<Row> runAll(Scenario scenario) {
        List<Row> rows = new ArrayList<>();
        rows.add(new Row(scenario, TIDEGATE, Simulation.run(scenario, new TidegatePolicy())));
        rows.add(new Row(scenario, "HPA tuned in hindsight", tunedHpa(scenario)));
        PeerPolicies.all()
                .forEach(
                        (name, policy) ->
                                rows.add(
                                        new Row(
                                                scenario,
                                                name,
                                                Simulation.run(scenario, policy.get()))));
        return rows;
    }

    /** The cheapest setting of a grid that keeps the objective, or else the one that turns away least. */
    private static Simulation.Outcome tunedHpa(Scenario scenario) {
        Simulation.Outcome best = Simulation.run(scenario, Hpa.asItComes(1));
        for (double tolerance : new double[] {0, Hpa.TOLERANCE}) {
            for (int hold : new int[] {5, 15, 60}) {
                for (double headroom = 1; headroom < 2.05; headroom += 0.1) {
                    Simulation.Outcome other =
                            Simulation.run(scenario, new Hpa(hold, 1 / headroom, tolerance));
                    boolean cheaper = other.busy() <= OBJECTIVE && other.hours() < best.hours();
                    if (best.busy() > OBJECTIVE ? other.busy() < best.busy() : cheaper) {
                        best = other;
                    }
                }
            }
        }
        return best;
    }

    @Test
    void outcomesMatchTheCommittedFile() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Scenario scenario : Scenarios.all()) {
            text.append("## ").append(scenario).append("\n\n").append(table(scenario).text());
            text.append('\n');
        }
        if (Boolean.getBoolean("simulation.write")) {
            Files.writeString(COMMITTED, text);
        }
        page().write(Path.of("target/simulation.html"));

        assertThat(text).hasToString(Files.readString(COMMITTED));
    }

    @Test
    void theObjectiveIsKeptInEveryScenarioInWhichATunedHpaKeepsIt() {
        for (Row ours : ROWS) {
            if (ours.policy().equals(TIDEGATE)
                    && outcome(ours.scenario(), "HPA tuned in hindsight").busy() <= OBJECTIVE) {
                assertThat(ours.outcome().busy())
                        .as(ours.scenario().name())
                        .isLessThanOrEqualTo(OBJECTIVE);
            }
        }
    }

    @Test
    void theObjectiveIsKeptOverAnOutageAndHoursWithoutMetrics() {
        for (Scenario scenario : Scenarios.all()) {
            if (List.of("outage and return", "silent metrics").contains(scenario.name())) {
                assertThat(outcome(scenario, TIDEGATE).busy())
                        .as(scenario.name())
                        .isLessThan(OBJECTIVE);
            }
        }
    }

    @Test
    void itCostsLessThanTheHpaAsShipped() {
        for (Scenario scenario : Scenarios.all()) {
            assertThat(outcome(scenario, TIDEGATE).hours())
                    .as(scenario.name())
                    .isLessThan(outcome(scenario, "HPA as shipped (70 %, 300 s)").hours());
        }
    }

    private static Simulation.Outcome outcome(Scenario scenario, String policy) {
        return ROWS.stream()
                .filter(row -> row.scenario().name().equals(scenario.name()))
                .filter(row -> row.policy().equals(policy))
                .findFirst()
                .orElseThrow()
                .outcome();
    }

    private static Table table(Scenario scenario) {
        double[] played =
                Arrays.copyOfRange(scenario.demand(), scenario.start(), scenario.demand().length);
        double bound = ClairvoyantBound.replicaSteps(played, Scenario.LEAD) / 60.0;
        Table table = Table.of("policy", "GPU-hours", "of the bound", "busy");
        table = table.row("clairvoyant bound", text("%.1f", bound), "1.000", "0.000 %");
        for (Row row : ROWS) {
            if (row.scenario().name().equals(scenario.name())) {
                table =
                        table.row(
                                row.policy(),
                                text("%.1f", row.outcome().hours()),
                                text("%.3f", row.outcome().hours() / bound),
                                text("%.3f %%", 100 * row.outcome().busy()));
            }
        }
        return table;
    }

    private static Page page() {
        Page page = new Page("Simulation", "Scenarios under policies, in virtual time.");
        for (Scenario scenario : Scenarios.all()) {
            double[] played =
                    Arrays.copyOfRange(
                            scenario.demand(), scenario.start(), scenario.demand().length);
            List<Instant> at =
                    IntStream.range(0, played.length)
                            .mapToObj(step -> Instant.ofEpochSecond(60L * step))
                            .toList();
            page.heading(scenario.name())
                    .table(table(scenario))
                    .chart(
                            Chart.over(scenario.name(), "replicas", at)
                                    .line("demand", LineStyle.ACTUAL, played)
                                    .steps(
                                            "ready, Tidegate",
                                            LineStyle.READY,
                                            outcome(scenario, TIDEGATE).ready())
                                    .steps(
                                            "ready, HPA as shipped",
                                            LineStyle.PEER,
                                            outcome(scenario, "HPA as shipped (70 %, 300 s)")
                                                    .ready()));
        }
        return page;
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}

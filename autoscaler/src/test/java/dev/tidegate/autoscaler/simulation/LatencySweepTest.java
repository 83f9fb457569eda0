package dev.tidegate.autoscaler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Launch times from zero to five minutes: the time to first token must grow gradually. */
class LatencySweepTest {
    private static final Path COMMITTED =
            Path.of("src/test/resources/dev/tidegate/autoscaler/simulation/latency.txt");
    private static final Duration DEFAULT_WAIT = Duration.ofSeconds(10);
    private static final Duration SHORT_WAIT =
            Duration.ofSeconds(1); // for a latency-sensitive service
    private static final List<Integer> LAUNCH_MINUTES = List.of(0, 2, 3, 5);

    /** The outcome of one policy at one launch time. */
    private record Row(String policy, int minutes, LatencySweep.Outcome outcome) {}

    private static List<Row> rows = List.of();

    @BeforeAll
    static void sweep() {
        rows =
                LAUNCH_MINUTES.parallelStream()
                        .map(LatencySweepTest::runAll)
                        .flatMap(List::stream)
                        .toList();
    }

    private static List<Row> runAll(int minutes) {
        return List.of(
                row("Tidegate, untuned", minutes, new TidegatePolicy(minutes, DEFAULT_WAIT)),
                row("Tidegate, wait: 1s", minutes, new TidegatePolicy(minutes, SHORT_WAIT)),
                row("HPA at 100 %, tolerance 0", minutes, Hpa.intolerant(1)));
    }

    private static Row row(String name, int minutes, SimulatedPolicy policy) {
        return new Row(name, minutes, LatencySweep.run(policy, minutes));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Tidegate, untuned", "Tidegate, wait: 1s"})
    void theMeanTimeToFirstTokenAtMostDoublesForAtMostFifteenPercentMoreHours(String policy) {
        List<LatencySweep.Outcome> outcomes =
                rows.stream().filter(row -> row.policy().equals(policy)).map(Row::outcome).toList();
        LatencySweep.Outcome immediate = outcomes.get(0);

        assertThat(outcomes)
                .hasSize(LAUNCH_MINUTES.size())
                .allSatisfy(
                        outcome -> {
                            assertThat(outcome.mean()).isLessThan(2 * immediate.mean());
                            assertThat(outcome.hours()).isLessThan(1.15 * immediate.hours());
                        });
    }

    @Test
    void outcomesMatchTheCommittedFile() throws IOException {
        Table table = Table.of("launch", "policy", "mean", "one in a hundred", "GPU-hours");
        for (Row row : rows) {
            table =
                    table.row(
                            60 * row.minutes() + " s",
                            row.policy(),
                            text("%.2f s", row.outcome().mean()),
                            text("%.2f s", row.outcome().p99()),
                            text("%.1f", row.outcome().hours()));
        }
        if (Boolean.getBoolean("simulation.write")) {
            Files.writeString(COMMITTED, table.text());
        }

        assertThat(table.text()).isEqualTo(Files.readString(COMMITTED));
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}

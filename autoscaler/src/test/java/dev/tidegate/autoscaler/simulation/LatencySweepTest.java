package dev.tidegate.autoscaler.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.report.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Launch times from nothing to five minutes: the wait for the first token must not fall off a cliff. */
class LatencySweepTest {
    private static final Path COMMITTED =
            Path.of("src/test/resources/dev/tidegate/autoscaler/simulation/latency.txt");
    private static final Duration WAIT =
            Duration.ofSeconds(1); // the objective of a service whose first token matters
    private static final int[] LAUNCH_MINUTES = {0, 2, 3, 5};

    private static final Map<Integer, LatencySweep.Outcome> OURS = new TreeMap<>();
    private static final Map<Integer, LatencySweep.Outcome> REACTIVE = new TreeMap<>();

    @BeforeAll
    static void sweep() {
        for (int minutes : LAUNCH_MINUTES) {
            OURS.put(minutes, LatencySweep.play(new TidegatePeer(minutes, WAIT), minutes));
            REACTIVE.put(minutes, LatencySweep.play(Peers.reactive(5, 1), minutes));
        }
    }

    @Test
    void theFirstTokenComesWithinTwiceTheTimeForAtMostFifteenPercentMore() {
        LatencySweep.Outcome atOnce = OURS.get(0);

        assertThat(OURS.values())
                .allSatisfy(
                        outcome -> {
                            assertThat(outcome.mean()).isLessThan(2 * atOnce.mean());
                            assertThat(outcome.hours()).isLessThan(1.15 * atOnce.hours());
                        });
    }

    @Test
    void outcomesAreAsCommitted() throws IOException {
        Table table = Table.of("launch", "policy", "mean", "one in a hundred", "GPU-hours");
        for (int minutes : LAUNCH_MINUTES) {
            table = row(table, minutes, "Tidegate, untuned", OURS.get(minutes));
            table = row(table, minutes, "KEDA-style reactive", REACTIVE.get(minutes));
        }
        if (Boolean.getBoolean("simulation.write")) {
            Files.writeString(COMMITTED, table.text());
        }

        assertThat(table.text()).isEqualTo(Files.readString(COMMITTED));
    }

    private static Table row(Table table, int minutes, String name, LatencySweep.Outcome outcome) {
        return table.row(
                60 * minutes + " s",
                name,
                text("%.2f s", outcome.mean()),
                text("%.2f s", outcome.oneInAHundred()),
                text("%.1f", outcome.hours()));
    }

    private static String text(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}

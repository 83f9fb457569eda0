package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.LoopRig;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class LedgerPlaybackTest {
    private static final String CONFIGURATION =
            """
            store: {sqlite: tidegate.db}
            workloads:
              - name: chat
                demand: {query: demand, unit: tokens, step: 60s, history: 1h}
                signals: {turned_away: away}
                capacity: {per_replica: %d}
                lead_time: {prior: 3m}
                bounds: {min: 2, max: 20}
                fleet: {simulated: {}}
            """;

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();

    @Test
    void theSamePlannerDecidesTheSameAgain() throws Exception {
        record();

        JsonNode chat = replay(100);

        assertThat(chat.path("cycles").asInt()).isEqualTo(30);
        assertThat(chat.path("same").asInt()).isEqualTo(30);
        assertThat(chat.path("firstOther").isNull()).isTrue();
    }

    @Test
    void anotherPlannerSaysWhereItFirstDiffers() throws Exception {
        record();

        JsonNode chat = replay(50);

        assertThat(chat.path("same").asInt()).isLessThan(30);
        assertThat(chat.path("firstOther").asText()).contains("then", "now");
    }

    private void record() {
        try (LoopRig rig = new LoopRig(folder)) {
            var loop = rig.loop(Mode.ACT);
            rig.demand = 700;
            for (int i = 0; i < 30; i++) {
                rig.step(loop);
            }
        }
    }

    private JsonNode replay(int perReplica) throws Exception {
        Path file = folder.resolve("tidegate.yaml");
        Files.writeString(file, CONFIGURATION.formatted(perReplica));
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out));
        int exit =
                line.execute("replay", "--ledger", "--output", "json", "--config", file.toString());
        assertThat(exit).isZero();
        return new ObjectMapper().readTree(out.toString()).path(0);
    }
}

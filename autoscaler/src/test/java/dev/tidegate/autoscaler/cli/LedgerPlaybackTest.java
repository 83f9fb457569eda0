package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.FleetLeadership;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.runbooks.ledger.Ledgers;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private String configuration = CONFIGURATION;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theSamePlannerDecidesTheSameAgain() throws Exception {
        record();

        JsonNode chat = replay(100);

        assertThat(chat.path("cycles").asInt()).isEqualTo(30);
        assertThat(chat.path("same").asInt()).isEqualTo(30);
        assertThat(chat.path("first_other").isNull()).isTrue();
    }

    @Test
    void decisionsOfTwoDaemonsAreReplayedSeparately() throws Exception {
        try (LoopRig rig = new LoopRig(folder)) {
            rig.demand = 700;
            var one = rig.loop("daemon@one", FleetLeadership.alone());
            rig.step(one);
            var two =
                    rig.loop(
                            "daemon@two",
                            FleetLeadership.alone()); // started later, with less history
            for (int i = 0; i < 10; i++) {
                rig.step(one);
                two.run(rig.now);
            }
        }

        assertThat(run(100)).isZero();

        assertThat(out.toString())
                .containsPattern("chat by daemon@one +11 +11 +none")
                .containsPattern("chat by daemon@two +10 +10 +none");
    }

    @Test
    void aRestartWithRoomForForecastsIsReplayedWithThemFromThereOn() throws Exception {
        try (LoopRig rig = new LoopRig(folder)) {
            rig.demand = 700;
            rig.forecasting = false;
            steps(rig, 90);
            rig.forecasting = true;
            steps(rig, 30);
        }

        JsonNode chat = replay(100);

        assertThat(chat.path("cycles").asInt()).isEqualTo(120);
        assertThat(chat.path("first_other").asText(null)).isNull();
        assertThat(chat.path("recorded").path("candidates"))
                .as("only policies that both planners had can be compared")
                .isNotEmpty()
                .noneMatch(candidate -> candidate.path("kind").asText().contains("forecast"));
    }

    @Test
    void cyclesRecordedWithAnotherStepAreLeftOut() throws Exception {
        record();
        configuration = CONFIGURATION.replace("step: 60s", "step: 2m");

        assertThat(run(100)).isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .contains(
                        "chat: 30 cycles with another demand.step are left out",
                        "chat: no cycle with this demand.step is recorded yet");
    }

    private static void steps(LoopRig rig, int count) {
        var loop = rig.loop(Mode.ACT);
        for (int i = 0; i < count; i++) {
            rig.step(loop);
        }
    }

    @Test
    void recordedCyclesHaveCostBusyShareRegretAndCandidates() throws Exception {
        record();

        JsonNode recorded = replay(100).path("recorded");

        assertThat(recorded.path("decisions").asInt()).isEqualTo(30);
        assertThat(recorded.path("bound_hours").asDouble())
                .as("seven replicas for thirty minutes")
                .isEqualTo(3.5);
        assertThat(recorded.path("gpu_hours").asDouble()).isGreaterThan(3);
        assertThat(recorded.path("regret").isNumber()).isTrue();
        assertThat(recorded.path("busy").isNumber()).isTrue();
        assertThat(recorded.path("candidates")).hasSizeGreaterThan(100);
        assertThat(recorded.path("candidates").path(0).path("gpu_hours").asDouble())
                .as("over the same half hour")
                .isBetween(1.0, 10.0);
    }

    @Test
    void textShowsEqualDecisionsAndTheirCost() throws Exception {
        record();

        assertThat(run(100)).isZero();

        assertThat(out.toString())
                .containsPattern("chat +30 +30 +none")
                .contains("chat, as recorded:", "regret", "would have cost");
    }

    @Test
    void aDifferentPlannerIsReportedWithItsFirstDifference() throws Exception {
        record();

        JsonNode chat = replay(50);

        assertThat(chat.path("same").asInt()).isLessThan(30);
        assertThat(chat.path("first_other").asText()).contains("then", "now");
    }

    @Test
    void withoutAFollowedPolicyNoneIsCompared() throws Exception {
        try (LoopRig rig = new LoopRig(folder)) {
            rig.loop(Mode.ADVISE).run(rig.now); // before there is any demand
        }

        assertThat(run(100)).isZero();

        assertThat(out.toString())
                .contains("Followed no policy, since", "demand-empty")
                .doesNotContain("would have cost", "hold 300 s");
    }

    @Test
    void aLedgerWithoutCyclesSaysSo() throws Exception {
        Ledgers.sqlite(folder.resolve("tidegate.db")).close();

        assertThat(run(100)).isZero();

        assertThat(out.toString()).contains("chat: no cycle with this demand.step is recorded yet");
    }

    @Test
    void aMissingLedgerIsReportedAndNotCreated() throws Exception {
        assertThat(run(100)).isEqualTo(ExitCode.BAD_CONFIGURATION.code());

        assertThat(err.toString()).contains("there is no ledger at", "no daemon has run");
        assertThat(folder.resolve("tidegate.db")).doesNotExist();
    }

    private void record() {
        try (LoopRig rig = new LoopRig(folder)) {
            rig.demand = 700;
            steps(rig, 30);
        }
    }

    private JsonNode replay(int perReplica) throws Exception {
        assertThat(run(perReplica, "--output", "json")).isZero();
        return new ObjectMapper().readTree(out.toString()).path(0);
    }

    private int run(int perReplica, String... more) throws Exception {
        Path file = folder.resolve("tidegate.yaml");
        Files.writeString(file, configuration.formatted(perReplica));
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err, true));
        List<String> words =
                new ArrayList<>(List.of("replay", "--ledger", "--config", file.toString()));
        words.addAll(List.of(more));
        return line.execute(words.toArray(String[]::new));
    }
}

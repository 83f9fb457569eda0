package dev.tidegate.autoscaler.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.autoscaler.capacity.Replicas;
import dev.tidegate.autoscaler.cli.Tidegate;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.config.Mode;
import dev.tidegate.autoscaler.loop.LoopRig;
import dev.tidegate.autoscaler.loop.record.OverrideRecord;
import dev.tidegate.autoscaler.situation.FloorOverride;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.Ledgers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class OverrideCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void configure() throws IOException {
        Files.writeString(
                folder.resolve("tidegate.yaml"),
                """
                store: {sqlite: tidegate.db}
                workloads:
                  - {name: chat, bounds: {min: 2, max: 20}, fleet: {simulated: {}}}
                """);
    }

    @Test
    void anOverrideIsWrittenAndShownUntilItIsCleared() {
        assertThat(run("chat", "--floor", "7", "--for", "30m", "--why", "launch")).isZero();
        assertThat(out.toString()).startsWith("floor 7 until ");

        assertThat(run("chat")).isZero();
        assertThat(out.toString())
                .containsPattern("floor 7 until .*Z, by " + System.getProperty("user.name"))
                .contains(": launch");

        assertThat(run("chat", "--clear", "--why", "quiet")).isZero();
        assertThat(out.toString()).contains("no override of chat stands");
    }

    @Test
    void statusShowsTheOverridesOfTheCycleItShows() {
        try (LoopRig rig = new LoopRig(folder)) {
            FloorOverride pin = new FloorOverride.Pin(Replicas.of(5), rig.now.plusSeconds(3_600));
            rig.ledger.append(OverrideRecord.of(rig.now, "chat", "ann", pin, "launch"));
            rig.step(rig.loop(Mode.ACT));
        }
        CommandLine line = Tidegate.commandLine().setOut(new PrintWriter(out, true));

        assertThat(line.execute("status", "--config", folder.resolve("tidegate.yaml").toString()))
                .isZero();

        assertThat(out.toString())
                .contains("  override     pin 5 until 2026-03-01T13:00:00Z, by ann: launch");
    }

    @Test
    void anOverrideOfANewerVersionCanBeCleared() {
        try (Ledger ledger = Ledgers.sqlite(folder.resolve("tidegate.db"))) {
            var boost = JsonNodeFactory.instance.objectNode().put("what", "boost");
            ledger.append(
                    new Draft(Instant.now(), OverrideRecord.OVERRIDE, "chat", "newer", boost));
        }

        assertThat(run("chat", "--floor", "7", "--why", "launch")).isZero();
        assertThat(out.toString()).startsWith("floor 7 until ");
        assertThat(run("chat", "--clear", "--why", "quiet")).isZero();
    }

    @Test
    void anOverrideThatNoDaemonAppliesIsReported() {
        run("chat", "--floor", "7", "--why", "launch");

        assertThat(out.toString())
                .contains("The daemon is not running: this has no effect until it does.")
                .contains("chat is in mode advise: this changes its plan and not its fleet.");
    }

    @Test
    void anUnknownWorkloadIsRefusedWithTheKnownOnes() {
        assertThat(run("chta", "--freeze", "--why", "x")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("\"chta\"", "chat");
    }

    @Test
    void anOverrideNeedsAReasonAndAnEnd() {
        assertThat(run("chat", "--pin", "3")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("--why");

        assertThat(run("chat", "--pin", "3", "--why", "x", "--for", "30d"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("7d");
    }

    @Test
    void aBlankReasonIsRefused() {
        assertThat(run("chat", "--freeze", "--why", "  ")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("--why is missing");
        assertThat(folder).isDirectoryNotContaining("glob:**.db");
    }

    @Test
    void aMissingOptionIsNotTakenForAQuery() {
        run("chat", "--freeze", "--why", "x");

        assertThat(run("chat", "--for", "2h")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("chat", "--why", "launch")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("expected --pin, --floor, --ceiling, --freeze");
        assertThat(run("chat", "--clear", "--for", "2h", "--why", "x"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("beside --clear");
    }

    @Test
    void anOverrideOutsideTheBoundsIsReported() {
        run("chat", "--floor", "300", "--why", "x");
        assertThat(out.toString()).contains("bounds.max is 20: no plan goes above it.");
        run("chat", "--pin", "1", "--why", "x");
        assertThat(out.toString()).contains("bounds.min is 2: no plan goes below it.");
        run("chat", "--ceiling", "300", "--why", "x");
        run("chat", "--floor", "20", "--why", "x");
        assertThat(out.toString()).doesNotContain("bounds.");
    }

    @Test
    void anOverrideThatAnEarlierOneGoesBeforeIsReported() {
        run("chat", "--ceiling", "9", "--why", "x");
        run("chat", "--floor", "8", "--why", "x");
        assertThat(out.toString()).doesNotContain("goes before it");
        run("chat", "--floor", "12", "--why", "x");
        assertThat(out.toString())
                .containsPattern("ceiling 9 until \\S+, by \\S+, goes before it; --clear ends all");
        run("chat", "--freeze", "--why", "x");
        assertThat(out.toString()).doesNotContain("goes before it");
        run("chat", "--pin", "4", "--why", "x");
        assertThat(out.toString()).containsPattern("freeze until \\S+, by \\S+, goes before it");
    }

    @Test
    void jsonListsTheOverridesInForce() throws IOException {
        run("chat", "--freeze", "--why", "network");
        run("chat", "--floor", "7", "--why", "launch");

        assertThat(run("chat", "--output", "json")).isZero();

        JsonNode read = new ObjectMapper().readTree(out.toString());
        assertThat(read.path("workload").asText()).isEqualTo("chat");
        assertThat(read.path("overrides").findValuesAsText("what"))
                .containsExactly("floor", "freeze");
        assertThat(read.at("/overrides/0/replicas").asInt()).isEqualTo(7);
        assertThat(read.at("/overrides/0/why").asText()).isEqualTo("launch");
        assertThat(read.at("/overrides/1/by").asText()).isEqualTo(System.getProperty("user.name"));
    }

    @Test
    void anInvalidReplicaCountIsWrongUsage() {
        assertThat(run("chat", "--floor", "-1", "--why", "x")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("--floor", "0 or more", "'-1'");
    }

    @Test
    void aQueryCreatesNoLedger() {
        assertThat(run("chat")).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(err.toString()).contains("there is no ledger at");
        assertThat(folder).isDirectoryNotContaining("glob:**.db");
    }

    @Test
    void inProductionNobodyOverridesWithoutAPolicy() {
        int code = run("chat", "--pin", "2", "--why", "x", "--environment", "prod");

        assertThat(code).isEqualTo(ExitCode.REFUSED.code());
        assertThat(err.toString()).contains("without an access policy nobody may do anything");
        assertThat(run("chat", "--environment", "prod")).isZero();
        assertThat(out.toString()).contains("no override of chat stands");
    }

    @Test
    void anOverrideIsThatOfTheOperatorWhomThePolicyLets() throws IOException {
        Path policy = folder.resolve("access.yaml");
        String text =
                """
                environment: prod
                operators:
                  - {name: ana, user: "%s", roles: [lead]}
                rules:
                  - {allow: [plan, run], roles: [lead]}
                """
                        .formatted(System.getProperty("user.name"));
        Files.writeString(policy, text);
        String[] pin = {"chat", "--pin", "2", "--why", "x", "--access", policy.toString()};
        assertThat(run(pin)).isEqualTo(ExitCode.REFUSED.code());
        assertThat(err.toString()).contains("no rule lets ana [lead] override");

        Files.writeString(policy, text.replace("[plan, run]", "[override]"));

        assertThat(run(pin)).isZero();
        assertThat(out.toString()).contains("pin 2 until").contains("by ana: x");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("override"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", folder.resolve("tidegate.yaml").toString()));
        out.getBuffer().setLength(0);
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(all.toArray(String[]::new));
    }
}

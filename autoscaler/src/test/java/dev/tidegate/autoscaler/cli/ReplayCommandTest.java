package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

final class ReplayCommandTest {
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");
    private static final int THREE_DAYS = 3 * 24;
    private static final int THREE_WEEKS = 21 * 24;

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void textShowsCostBusyShareRegretAndOtherPolicies() throws Exception {
        Path trace = trace(THREE_DAYS, i -> String.valueOf(3600 * (10 + i % 24)));

        assertThat(run("replay", trace.toString(), "--per-replica", "1")).isZero();

        assertThat(out.toString())
                .contains("GPU-hours", "clairvoyant bound", "regret", "busy share")
                .containsPattern("Followed .*; reactive, .* would have cost [0-9.]+ % (more|less)")
                .containsPattern("same time yesterday.* [+-][0-9.]+ %");
        assertThat(err.toString()).as("no progress where nobody looks").isEmpty();
    }

    @Test
    void jsonListsAllCandidates() throws Exception {
        Path trace = trace(THREE_WEEKS, i -> "36000");

        run("replay", trace.toString(), "--history", "20d", "--per-replica", "1", "-o", "json");

        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("decisions").asInt()).isEqualTo(24);
        assertThat(report.path("gpu_hours").asDouble()).isEqualTo(240);
        assertThat(report.path("regret").asDouble()).isZero();
        assertThat(report.path("busy").asDouble()).isZero();
        assertThat(report.path("followed")).isNotEmpty();
        assertThat(report.path("candidates"))
                .as("18 signals, two holds that an hour's grid tells apart, twelve headrooms")
                .hasSize(18 * 2 * 12);
    }

    @Test
    void theFirstHalfOfAShortTraceIsHistory() throws Exception {
        Path trace = trace(20, i -> "36000");

        run("replay", trace.toString(), "-o", "json");

        assertThat(new ObjectMapper().readTree(out.toString()).path("decisions").asInt())
                .isEqualTo(10);
    }

    @Test
    void aConfiguredWorkloadIsReplayedWithItsBounds() throws Exception {
        Path trace = trace(THREE_DAYS, i -> "36000");
        Path decisions = folder.resolve("decisions.csv");
        Path configuration =
                Files.writeString(
                        folder.resolve("tidegate.yaml"),
                        """
                        workloads:
                          - name: chat
                            demand: {unit: tokens, step: 1h}
                            capacity: {per_replica: 1}
                            lead_time: {prior: 5m}
                            bounds: {min: 2, max: 7}
                            fleet: {simulated: {}}
                        """);

        run(
                "replay",
                trace.toString(),
                "--config",
                configuration.toString(),
                "--decisions",
                decisions.toString());

        assertThat(err.toString()).isEmpty();
        assertThat(Files.readAllLines(decisions)).hasSize(1 + THREE_DAYS / 2);
        assertThat(Files.readString(decisions)).contains(",7,7,7,", "at-maximum");
    }

    /** Else the demand of one workload would be replayed with the bounds of another. */
    @Test
    void ofSeveralWorkloadsOneIsNamed() throws Exception {
        String trace = trace(THREE_DAYS, i -> "36000").toString();
        String one = "{name: %s, bounds: {min: 1, max: 2}, fleet: {simulated: {}}}";
        String two = "workloads: [" + one.formatted("chat") + ", " + one.formatted("code") + "]";
        String file = Files.writeString(folder.resolve("tidegate.yaml"), two).toString();

        assertThat(run("replay", trace, "--config", file)).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("forecast", trace, "--config", file)).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("decide", "--config", file)).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString().lines())
                .filteredOn("--workload: expected one of [chat, code], found none"::equals)
                .hasSize(3);
        assertThat(run("replay", trace, "--config", file, "--workload", "code")).isZero();
    }

    @Test
    void optionsThatWouldBeIgnoredAreWrongUsage() throws Exception {
        Path trace = trace(THREE_DAYS, i -> "36000");

        assertThat(run("replay", trace.toString(), "--workload", "chat"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(run("replay", "--ledger", "--workload", "chat"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(run("replay", trace.toString(), "--history", "178956971d"))
                .as("2^32 + 8 hours")
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(run("replay", trace.toString(), "--per-replica", "Infinity"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString())
                .contains("--workload: expected --config beside it", "expected a trace");
    }

    @Test
    void progressIsShownOnATerminal() throws Exception {
        Path trace = trace(THREE_DAYS, i -> "36000");
        System.setProperty("tidegate.terminal", "true");
        try {
            run("replay", trace.toString());
        } finally {
            System.clearProperty("tidegate.terminal");
        }

        assertThat(err.toString()).contains("replaying [#", " %", "100 %");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x,y            | expected the header timestamp | 3",
                "timestamp,x    | expected two rows at least     | 3",
                "timestamp,x;2026-03-02T00:00:00Z,1;2026-03-02T01:00:00Z,many | line 3: expected a number, found 'many' | 3",
                "timestamp,x;2026-03-02T00:00:00Z,1;2026-03-01T00:00:00Z,1    | line 3: time 2026-03-01T00:00:00Z is earlier | 3",
                "timestamp,x;2026-03-02T00:00:00Z,0;2026-03-02T01:00:00Z,0    | expected some demand in the trace | 2",
                "timestamp,x;2026-03-02T00:00:00Z,;2026-03-02T01:00:00Z,      | expected some demand in the trace | 2",
                "timestamp,x;\"2026-03-02T00:00:00Z,1                         | Missing closing quote | 3"
            })
    void aTraceThatCannotBeReplayedIsRejectedWithTheReason(String lines, String problem, int exit)
            throws Exception {
        Path trace = Files.writeString(folder.resolve("t.csv"), lines.replace(';', '\n') + "\n");

        assertThat(run("replay", trace.toString())).isEqualTo(exit);

        assertThat(err.toString()).contains(problem);
    }

    @Test
    void aMissingOrBinaryFileIsReported() throws Exception {
        Path binary = folder.resolve("binary.csv");
        Files.write(binary, new byte[] {(byte) 0xff, 0, 1});

        int missing = run("replay", folder.resolve("nope.csv").toString());
        int notText = run("replay", binary.toString());

        assertThat(missing).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(notText).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(err.toString()).contains("nope.csv does not exist", "not a text in UTF-8");
    }

    private Path trace(int hours, IntFunction<String> count) throws Exception {
        StringBuilder text = new StringBuilder("timestamp,requests\n");
        for (int i = 0; i < hours; i++) {
            text.append(START.plus(Duration.ofHours(i))).append(',').append(count.apply(i));
            text.append('\n');
        }
        return Files.writeString(
                folder.resolve("trace.csv"), text.toString(), StandardCharsets.UTF_8);
    }

    private int run(String... words) {
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(words);
    }
}

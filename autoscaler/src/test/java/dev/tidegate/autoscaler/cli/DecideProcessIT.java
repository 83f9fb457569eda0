package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tidegate decide} as a separate process. */
class DecideProcessIT {
    private static final String CONFIGURATION =
            """
            workloads:
              - name: one
                demand: {unit: units, step: 600s}
                capacity: {per_replica: 10}
                lead_time: {prior: 600s}
                objective: {busy: 0.001, wait: 10s}
                bounds: {min: 1, max: 100}
                fleet: {simulated: {}}
            """;

    @TempDir private Path folder;

    private record Result(int exit, List<String> out, String err) {}

    private Result decide(List<String> lines) throws IOException, InterruptedException {
        Path configuration = Files.writeString(folder.resolve("tidegate.yaml"), CONFIGURATION);
        Path in = Files.write(folder.resolve("in"), lines);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        Process process =
                new ProcessBuilder(
                                ProgramCommand.command(
                                        "decide", "--config", configuration.toString()))
                        .redirectInput(in.toFile())
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return new Result(process.exitValue(), Files.readAllLines(out), Files.readString(err));
    }

    private static List<String> lines(int count) {
        Random random = new Random(11);
        Instant start = Instant.parse("2026-03-02T00:00:00Z");
        List<String> lines = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            String demand = random.nextInt(50) == 0 ? "null" : "" + 100 * random.nextDouble();
            lines.add(
                    "{\"time\":\"%s\",\"demand\":%s,\"ready\":10,\"starting\":0}"
                            .formatted(start.plus(Duration.ofMinutes(10L * i)), demand));
        }
        return lines;
    }

    @Test
    void numberFormatsDoNotDependOnTheLocale() throws Exception {
        Path trace = folder.resolve("trace.csv");
        List<String> rows = new ArrayList<>(List.of("timestamp,requests"));
        for (int i = 0; i < 120; i++) {
            rows.add(Instant.EPOCH.plus(Duration.ofMinutes(i)) + "," + (100 + i));
        }
        Files.write(trace, rows);
        Path out = folder.resolve("out");

        Process process =
                new ProcessBuilder(
                                ProgramCommand.command(
                                        List.of("-Duser.language=ar", "-Duser.country=EG"),
                                        "replay",
                                        trace.toString()))
                        .redirectOutput(out.toFile())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(Files.readString(out)).contains("60, one every 60 s");
    }

    @Test
    void cuttingOffTheFutureChangesNoEarlierAnswer() throws Exception {
        List<String> lines = lines(500);

        Result whole = decide(lines);
        Result cut = decide(lines.subList(0, 300));

        assertThat(whole.exit()).isZero();
        assertThat(whole.out()).hasSize(500);
        assertThat(cut.out()).isEqualTo(whole.out().subList(0, 300));
    }

    @Test
    void aBadLineIsReportedWithItsNumberAfterTheAnswersBeforeIt() throws Exception {
        List<String> lines = lines(3);
        lines.set(2, "{\"time\": 1}");

        Result result = decide(lines);

        assertThat(result.exit()).isEqualTo(3);
        assertThat(result.out()).hasSize(2);
        assertThat(result.err()).contains("line 3");
    }
}

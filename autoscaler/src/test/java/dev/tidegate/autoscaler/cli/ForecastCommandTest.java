package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class ForecastCommandTest {
    private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

    @TempDir Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void writesEveryOriginTimeAndQuantile() throws IOException {
        Path trace = trace(600);

        int code =
                run(
                        trace.toString(),
                        "--horizon=30m",
                        "--origins=2024-01-02T00:00:00Z,2024-01-03T02:00:00Z",
                        "--quantiles=0.5,0.99",
                        "--out=" + folder.resolve("f.csv"));

        List<String> lines = Files.readAllLines(folder.resolve("f.csv"));
        assertThat(code).isZero();
        assertThat(lines).hasSize(1 + 2 * 6 * 2);
        assertThat(lines.get(0)).isEqualTo("origin,time,quantile,value");
        assertThat(lines.get(1)).startsWith("2024-01-02T00:00:00Z,2024-01-02T00:00:00Z,0.5,");
        assertThat(lines.get(24)).startsWith("2024-01-03T02:00:00Z,2024-01-03T02:25:00Z,0.99,");
    }

    @Test
    void aFullDiskIsAFailureWithItsReason() throws IOException {
        assumeTrue(Files.exists(Path.of("/dev/full")));

        assertThat(run(trace(600).toString(), "--out=/dev/full")).isEqualTo(ExitCode.FAILED.code());
        assertThat(err.toString())
                .isEqualTo("tidegate: /dev/full is not whole: No space left on device\n");
    }

    @Test
    void anOriginSeesOnlyRowsBeforeIt() throws IOException {
        run(trace(600).toString(), "--origins=2024-01-02T12:00:00Z");
        String whole = out.toString();
        out.getBuffer().setLength(0);
        run(trace(432).toString(), "--origins=2024-01-02T12:00:00Z");

        assertThat(out.toString()).isEqualTo(whole).contains("2024-01-02T12:55:00Z,0.99,");
    }

    @Test
    void aBrokenTraceIsRefusedWithItsLine() throws IOException {
        Path trace = folder.resolve("broken.csv");
        Files.writeString(trace, "timestamp,x\n2024-01-01T00:00:00Z,1\n2024-01-01T00:00:00Z,2\n");

        int code = run(trace.toString());

        assertThat(code).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(err.toString()).contains("line 3").contains("stands twice");
    }

    @Test
    void anOriginWithoutHistoryIsReportedAndTheOthersAreWritten() throws IOException {
        int code =
                run(trace(600).toString(), "--origins=2024-01-01T00:00:00Z,2024-01-02T00:00:00Z");

        assertThat(code).isEqualTo(ExitCode.REFUSED.code());
        assertThat(err.toString()).contains("from 2024-01-01T00:00:00Z: too little history");
        assertThat(out.toString()).contains("2024-01-02T00:55:00Z,0.99,");
    }

    @Test
    void anOriginAfterTheTraceIsReportedWithTheEndOfTheTrace() throws IOException {
        assertThat(run(trace(600).toString(), "--origins=2030-01-01T00:00:00Z"))
                .isEqualTo(ExitCode.REFUSED.code());
        assertThat(err.toString())
                .contains("shortly before it", "; the trace ends at 2024-01-03T02:00:00Z");
    }

    @Test
    void wrongUsageIsReported() throws IOException {
        String trace = trace(600).toString();

        assertThat(run(trace, "--quantiles=1.5")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run(trace, "--horizon=soon")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run(trace, "--horizon=30d")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run(trace, "--horizon=14913081d")) // 2^32 + 32 steps
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(run(trace, "--origins=2024-01-01T00:01:00Z")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run(trace, "--plot=f.pdf")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run(trace, "--back-test=1")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run(trace, "--back-test=9", "--plot=f.png")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run(trace, "--generated=daily")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run()).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString())
                .contains("0 and 1", "found 'soon'", "longest", "off the trace")
                .contains(".png, found f.pdf", "at least 2", "draws nothing", "either TRACE.csv");
    }

    @Test
    void plotsAreDrawnBesideTheRows() throws IOException {
        Path page = folder.resolve("f.html");
        Path image = folder.resolve("f.png");
        String trace = trace(600).toString();

        assertThat(run(trace, "--origins=2024-01-02T12:00:00Z", "--plot=" + page)).isZero();
        assertThat(run(trace, "--origins=2024-01-02T12:00:00Z", "--plot=" + image)).isZero();

        assertThat(page)
                .content()
                .contains("From 2024-01-02T12:00:00Z", " in 300 s\"", "All times UTC");
        assertThat(image).isNotEmptyFile();
        assertThat(out.toString()).contains("2024-01-02T12:55:00Z,0.99,");
    }

    @Test
    void aTableShowsTimesQuantilesAndModels() throws IOException {
        int code = run(trace(600).toString(), "--horizon=10m", "--output=table");

        assertThat(code).isZero();
        List<String> lines = out.toString().lines().toList();
        assertThat(lines.get(0)).matches("from 2024-01-03T02:00:00Z +0.5 +0.95 +0.99");
        assertThat(lines.get(2)).startsWith("2024-01-03T02:05:00Z");
        assertThat(lines.get(3)).contains(" %", "not ready: ", "under 0.95", "counts in 300 s");
    }

    @Test
    void jsonListsModelsThatAreNotReady() throws IOException {
        int code = run(trace(600).toString(), "--horizon=10m", "--output=json");

        JsonNode node = new JsonMapper().readTree(out.toString());
        assertThat(code).isZero();
        assertThat(node.get("quantiles").get("0.95")).hasSize(2);
        assertThat(node.get("weights").size()).isPositive();
        assertThat(node.get("not_ready").toString()).contains("2016"); // a week of five minutes
    }

    @Test
    void aLevelThatStaysTripledIsToldWithItsTime() throws IOException {
        StringBuilder rows = new StringBuilder(Files.readString(trace(1_152)));
        for (int i = 1_152; i < 1_176; i++) {
            rows.append(START.plusSeconds(300L * i)).append(",345\n");
        }
        String shifted = Files.writeString(folder.resolve("shifted.csv"), rows).toString();

        run(shifted, "--output=json");
        JsonNode shift = new JsonMapper().readTree(out.toString()).get("level_shift");
        run(shifted, "--output=table");

        assertThat(shift.get("factor").asDouble()).isBetween(2.7, 3.3); // of 115 in the mean
        assertThat(Instant.parse(shift.get("since").asText()))
                .isBetween(START.plusSeconds(300 * 1_150), START.plusSeconds(300 * 1_155));
        assertThat(out.toString()).contains("times since " + shift.get("since").asText());
    }

    @Test
    void backTestIsATableOrJsonOfAllModels() throws IOException {
        String trace = trace(1_200).toString();

        assertThat(run(trace, "--back-test=3")).isZero();
        assertThat(out.toString())
                .contains("WQL", "MASE", "tidegate", "seasonal naive", "Diebold-Mariano");
        assertThat(err.toString()).isEmpty(); // no terminal, no progress
        out.getBuffer().setLength(0);
        assertThat(run(trace, "--back-test=3", "--output=json")).isZero();
        JsonNode rows = new JsonMapper().readTree(out.toString()).get("forecasters");
        assertThat(rows.get(0).get("name").asText()).isEqualTo("tidegate");
        assertThat(rows.get(2).get("diebold_mariano").get("p").asDouble()).isBetween(0.0, 1.0);
    }

    @Test
    void generatedDemandReplacesATrace() {
        int code = run("--generated=daily", "--seed=4", "--horizon=5m", "--quantiles=0.5");

        assertThat(code).isZero();
        assertThat(out.toString()).contains("2024-01-22T00:00:00Z,2024-01-22T00:00:00Z,0.5,");
    }

    @Test
    void knownEventsComeFromTheConfiguration() throws IOException {
        String trace = trace(600).toString();
        Path file = folder.resolve("tidegate.yaml");
        String event = "{name: launch, from: 2024-01-03T00:00:00Z, until: 2024-01-04T00:00:00Z}";
        Files.writeString(
                file,
                "workloads: [{name: chat, bounds: {min: 1, max: 2}, fleet: {simulated: {}},"
                        + " demand: {events: ["
                        + event
                        + "]}}]");

        assertThat(run(trace, "--config=" + file, "--workload=chat")).isZero();
        assertThat(run(trace, "--config=" + file, "--workload=mail"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(run(trace, "--workload=chat")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("[chat], found mail", "--config beside it");
        Files.writeString(file, Files.readString(file).replace("until: 2024", "until: 2023"));
        assertThat(run(trace, "--config=" + file)).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(err.toString()).contains("workloads[0].demand.events[0].until");
    }

    @Test
    void aNetworkThatCannotBeTrainedIsReportedInOneLine() throws IOException {
        int code = run(trace(1_200).toString(), "--back-test=3", "--neural");

        assertThat(code).isEqualTo(ExitCode.FAILED.code());
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("the LSTM", "needs");
    }

    private int run(String... arguments) {
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] all = new String[arguments.length + 1];
        all[0] = "forecast";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return line.execute(all);
    }

    private Path trace(int rows) throws IOException {
        StringBuilder text = new StringBuilder("timestamp,requests\n");
        for (int i = 0; i < rows; i++) {
            text.append(START.plusSeconds(300L * i))
                    .append(',')
                    .append(100 + (i * 7919) % 31)
                    .append('\n');
        }
        return Files.writeString(folder.resolve("trace-" + rows + ".csv"), text);
    }
}

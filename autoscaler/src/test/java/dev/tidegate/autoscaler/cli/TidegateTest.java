package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.autoscaler.cli.option.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

final class TidegateTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void withoutACommandTheHelpIsShown() {
        assertThat(run()).isEqualTo(ExitCode.DONE.code());
        assertThat(out.toString()).contains("Usage: tidegate").contains("completion");
    }

    @Test
    void anUnknownCommandIsWrongUsage() {
        assertThat(run("demonn")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString().lines())
                .containsExactly(
                        "there is no command 'demonn'; did you mean tidegate demo?",
                        "tidegate --help says more");
    }

    @Test
    void aMissingArgumentIsReportedWithoutTheFullUsage() {
        assertThat(run("runbook", "undo")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString().lines())
                .containsExactly(
                        "Missing required parameter: 'RUN'",
                        "tidegate runbook undo --help says more");
    }

    @Test
    void helpDescribesEveryOptionAndCanBeCopiedFrom() {
        assertThat(commands(Tidegate.commandLine()))
                .hasSizeGreaterThan(25)
                .allSatisfy(
                        command -> {
                            assertThat(command.args()).allSatisfy(arg -> isDescribed(arg));
                            assertThat(command.usageMessage().footer())
                                    .allSatisfy(
                                            line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
                        });
    }

    private static List<CommandSpec> commands(CommandLine line) {
        List<CommandSpec> all = new ArrayList<>(List.of(line.getCommandSpec()));
        line.getSubcommands().values().forEach(below -> all.addAll(commands(below)));
        return all;
    }

    /** One text; of several, each starts a new line wherever the previous one ends. */
    private static void isDescribed(ArgSpec argument) {
        assertThat(argument.description()).as(argument.toString()).hasSize(1);
        assertThat(argument.description()[0]).isNotBlank();
    }

    @Test
    void completionForBashKnowsTheCommands() {
        assertThat(run("completion", "bash")).isEqualTo(ExitCode.DONE.code());
        assertThat(out.toString()).contains("complete -F").contains("completion");
    }

    @Test
    void theVersionNamesTheProgramAndItsJava() {
        assertThat(run("--version")).isEqualTo(ExitCode.DONE.code());
        assertThat(out.toString()).contains("tidegate").contains("Java " + Runtime.version());
    }

    @Test
    void aWriteErrorIsAFailureEvenIfTheCommandSucceeded() {
        CheckedOutput full = failingOutput("No space left on device");

        assertThat(run(full, "--version")).isEqualTo(ExitCode.FAILED.code());
        assertThat(err.toString()).contains("not whole: No space left on device");
    }

    @Test
    void aClosedPipeIsNoFailure() {
        assertThat(run(failingOutput("Broken pipe"), "--version")).isEqualTo(ExitCode.DONE.code());
        assertThat(run(failingOutput("Broken pipe"), "forecast", "--generated", "weekly"))
                .isEqualTo(ExitCode.DONE.code());
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void aFileThatCannotBeWrittenIsReportedReadably() throws Exception {
        Path nowhere = folder.resolve("nowhere").resolve("forecast.csv");
        Path trace =
                Files.writeString(
                        folder.resolve("trace.csv"),
                        "timestamp,x\n2026-03-02T00:00:00Z,1\n2026-03-02T01:00:00Z,1\n");

        int missing = run("forecast", trace.toString(), "--out", nowhere.toString());
        int denied =
                Tidegate.report(new AccessDeniedException("/etc/plan.html"), new PrintWriter(err))
                        .code(); // injected, since root may read every file

        assertThat(List.of(missing, denied)).containsOnly(ExitCode.FAILED.code());
        assertThat(err.toString())
                .contains(
                        "tidegate: " + nowhere + ": no such file or folder",
                        "tidegate: /etc/plan.html: permission denied");
    }

    @Test
    void aPriceMustBeFiniteAndNotNegative() {
        assertThat(run("demo", "--price", "NaN")).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("demo", "--price=-3")).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString()).contains("--price: expected a number of 0 or more, found -3.0");
    }

    @Test
    void anInvalidOutputFileIsRejectedBeforeTheWorkBegins() {
        String taken = folder.toString();

        assertThat(run("demo", "--report", taken)).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("replay", "t.csv", "--report", taken)).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("replay", "t.csv", "--decisions", taken)).isEqualTo(ExitCode.USAGE.code());
        assertThat(run("forecast", "t.csv", "--out", taken)).isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString().lines())
                .filteredOn(line -> line.endsWith("expected a file, found the folder " + taken))
                .hasSize(4);
    }

    @Test
    void anInvalidTimeIsReportedReadably() {
        assertThat(run("forecast", "trace.csv", "--origins", "noon"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(run("runbook", "replay", "book", "--from", "noon"))
                .isEqualTo(ExitCode.USAGE.code());
        assertThat(err.toString())
                .contains("expected a time in UTC like 2024-05-16T12:00:00Z, found 'noon'")
                .doesNotContain("java.time");
    }

    private static CheckedOutput failingOutput(String failure) {
        return new CheckedOutput(
                new OutputStream() {
                    @Override
                    public void write(int single) throws IOException {
                        throw new IOException(failure);
                    }
                });
    }

    private int run(CheckedOutput output, String... arguments) {
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(output, true, StandardCharsets.UTF_8));
        line.setErr(new PrintWriter(err, true));
        return Tidegate.execute(line, output, arguments);
    }

    private int run(String... arguments) {
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}

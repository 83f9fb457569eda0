package dev.tidegate.autoscaler.config.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Problems are reported with their line. */
final class ProblemLinesTest {
    @TempDir private Path folder;

    @Test
    void eachProblemNamesItsLineAndAMissingKeyThatOfItsSection() throws IOException {
        String text =
                """
                intervall: 15s
                workloads:
                  - name: chat
                    bounds: {min: 2}
                    lead_time:
                      prior: 5 minutes
                    fleet: {simulated: {}}
                """;

        assertThat(problems(text.getBytes(StandardCharsets.UTF_8)))
                .extracting(Problem::toString)
                .anySatisfy(
                        problem ->
                                assertThat(problem).startsWith("line 1: intervall: found an unk"))
                .anySatisfy(
                        problem ->
                                assertThat(problem).startsWith("line 4: workloads[0].bounds.max"))
                .anySatisfy(
                        problem ->
                                assertThat(problem)
                                        .startsWith("line 6: workloads[0].lead_time.prior"))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            textBlock =
                    """
                    "a: 1|\tb: 2", 2, TAB
                    "a:|  - b: 1|   c: 2", 3, fits no line above
                    "a: b: c", 1, without quotes
                    "a: 1|---|b: 2", 3, a second document
                    """)
    void invalidYamlIsReportedWithWhatWasFoundAndWhere(String text, int line, String found)
            throws IOException {
        assertThat(problems(text.replace('|', '\n').getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.line()).contains(line);
                            assertThat(problem.found()).contains(found);
                        });
    }

    @Test
    void anAliasIsRefused() throws IOException {
        String text =
                """
                workloads:
                  - name: &chat chat
                    demand: {query: *chat}
                    bounds: {min: 1, max: 2}
                    fleet: {simulated: {}}
                """;

        assertThat(problems(text.getBytes(StandardCharsets.UTF_8)))
                .singleElement()
                .hasToString(
                        "line 3: workloads[0].demand.query: found an alias, expected the value"
                                + " itself");
    }

    @Test
    void invalidUtf8IsReportedWithItsLine() throws IOException {
        byte[] latin =
                "mode: advise\nworkloads: # für alle\n".getBytes(StandardCharsets.ISO_8859_1);

        assertThat(problems(latin))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.line()).contains(2);
                            assertThat(problem.found()).contains("no UTF-8");
                        });
    }

    @Test
    void theExampleIsNamedWithItsPath() throws IOException {
        Path examples = Files.createDirectories(folder.resolve("docs/examples"));
        Path example = Files.writeString(examples.resolve("tidegate.yaml"), "workloads: []\n");

        assertThat(SettingsLoader.example(folder)).isEqualTo(example.toString());
        assertThat(SettingsLoader.example(folder.resolve("elsewhere")))
                .isEqualTo("docs/examples/tidegate.yaml of Tidegate's sources");
    }

    @Test
    void aMissingFileNamesTheExampleAndAFolderIsReported() {
        assertThat(problems(folder.resolve("none.yaml")))
                .singleElement()
                .asString()
                .contains("no such file", "--config", "docs/examples/tidegate.yaml");
        assertThat(problems(folder)).singleElement().asString().contains("found a folder");
    }

    private List<Problem> problems(byte[] content) throws IOException {
        return problems(Files.write(folder.resolve("tidegate.yaml"), content));
    }

    private static List<Problem> problems(Path file) {
        return ((LoadOutcome.Invalid) SettingsLoader.load(file)).problems();
    }
}

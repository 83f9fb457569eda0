package dev.tidegate.autoscaler.cli.operate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.autoscaler.cli.Tidegate;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.autoscaler.config.WorkloadSettings;
import dev.tidegate.autoscaler.config.read.LoadOutcome;
import dev.tidegate.autoscaler.config.read.SettingsLoader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CheckConfigCommandTest {
    private static final Path EXAMPLE = Path.of("..", "docs", "examples", "tidegate.yaml");

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();

    @Test
    void theDocumentedExampleIsValid() {
        assertThat(check(EXAMPLE)).as(out::toString).isEqualTo(ExitCode.DONE.code());
        assertThat(out.toString()).contains("chat", "advise", "floor within 2 and 40");
    }

    @Test
    void theClusterExampleIsValid() {
        Path cluster = EXAMPLE.resolveSibling("kubernetes.yaml");

        assertThat(check(cluster)).as(out::toString).isEqualTo(ExitCode.DONE.code());
        assertThat(out.toString()).contains("chat", "advise", "floor within 2 and 40");
    }

    /** Both are added to demand: requests added to tokens would hardly count. */
    @ParameterizedTest
    @ValueSource(strings = {"tidegate.yaml", "kubernetes.yaml"})
    void signalsAndDemandOfTheExamplesHaveTheSameUnit(String name) throws IOException {
        LoadOutcome outcome = SettingsLoader.load(Files.readString(EXAMPLE.resolveSibling(name)));

        WorkloadSettings chat = ((LoadOutcome.Loaded) outcome).settings().workloads().get(0);

        assertThat(chat.demand().unit()).isEqualTo("tokens");
        assertThat(Stream.of(chat.signals().queued(), chat.signals().turnedAway()))
                .flatMap(signal -> signal.stream().toList())
                .isNotEmpty()
                .allMatch(query -> query.contains("tokens_total"));
    }

    @Test
    void theExampleAtTheRootFindsTheBooksOfTheRepository() throws IOException {
        LoadOutcome outcome = SettingsLoader.load(Files.readString(EXAMPLE));

        Path books = ((LoadOutcome.Loaded) outcome).settings().runbooks();

        assertThat(Path.of("..").resolve(books).resolve("raise-floor.yaml")).exists();
    }

    @Test
    void aMissingFolderOfBooksIsReported() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("tidegate.yaml"),
                        Files.readString(EXAMPLE).replace("runbooks/books", "no-books"));

        assertThat(check(file)).as(out::toString).isEqualTo(ExitCode.DONE.code());
        assertThat(out.toString()).contains("no folder of books at " + folder.resolve("no-books"));
    }

    @Test
    void everyProblemIsReportedWithItsKeyAndMissingRequirements() throws IOException {
        Path file = folder.resolve("tidegate.yaml");
        Files.writeString(
                file,
                """
                workloads:
                  - name: chat
                    bounds: {min: 2, max: 4}
                    fleet: {simulated: {}}
                """);

        assertThat(check(file)).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(out.toString().lines())
                .extracting(line -> line.substring(0, line.indexOf(':')))
                .containsExactly("store", "metrics", "workloads[0].demand.query");
    }

    @Test
    void aPasswordInAnAddressIsRefusedAndNotRepeated() throws IOException {
        Path file = folder.resolve("tidegate.yaml");
        Files.writeString(
                file,
                """
                store: {postgres: {url: "jdbc:postgresql://db/tidegate?password=hunter2"}}
                metrics: {prometheus: {url: "http://reader:hunter2@prometheus:9090/?token=hunter2"}}
                workloads:
                  - name: chat
                    demand: {query: demand}
                    bounds: {min: 2, max: 4}
                    fleet: {simulated: {}}
                """);

        assertThat(check(file)).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(out.toString())
                .contains(
                        "store.postgres.url: found \"jdbc:postgresql://db/tidegate?password=…\"",
                        "metrics.prometheus.url: found \"http://…@prometheus:9090/?token=…\"")
                .doesNotContain("hunter2");
    }

    @Test
    void anUnreadableSecretOfAValidConfigurationIsReported() throws IOException {
        Path file = folder.resolve("tidegate.yaml");
        Files.writeString(folder.resolve("password"), "hunter2\n");
        Files.writeString(
                file,
                """
                store: {postgres: {url: "jdbc:postgresql://db/tidegate", password: {file: password}}}
                metrics: {prometheus: {url: "http://prometheus:9090"}}
                serve: {alerts_token: {file: token}, approvals_secret: {env: TIDEGATE_NOT_SET}}
                workloads:
                  - name: chat
                    demand: {query: demand}
                    bounds: {min: 2, max: 4}
                    fleet: {simulated: {}}
                """);

        assertThat(check(file)).isEqualTo(ExitCode.DONE.code());
        assertThat(out.toString())
                .contains(
                        "serve.alerts_token: secret file "
                                + folder.resolve("token")
                                + " cannot be read: there is none",
                        "serve.approvals_secret: environment variable TIDEGATE_NOT_SET is not set")
                .doesNotContain("store.postgres.password", "hunter2");
    }

    @Test
    void problemsAreJsonOnRequest() throws IOException {
        Path file = folder.resolve("tidegate.yaml");
        Files.writeString(file, "interval: soon\n");

        assertThat(check(file, "--output", "json")).isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(out.toString())
                .contains("\"key\" : \"interval\"", "\"found\" : \"\\\"soon\\\"\"");
    }

    @Test
    void workloadsAreJsonOnRequest() throws IOException {
        assertThat(check(EXAMPLE, "--output", "json")).isEqualTo(ExitCode.DONE.code());

        JsonNode chat = new ObjectMapper().readTree(out.toString()).at("/workloads/0");
        assertThat(chat.path("workload").asText()).isEqualTo("chat");
        assertThat(chat.path("mode").asText()).isEqualTo("advise");
        assertThat(chat.path("max").asInt()).isEqualTo(40);
        assertThat(chat.path("interval_seconds").asDouble()).isEqualTo(15);
    }

    private int check(Path file, String... more) {
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out));
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("check-config", "--config", file.toString()));
        arguments.addAll(List.of(more));
        return line.execute(arguments.toArray(String[]::new));
    }
}

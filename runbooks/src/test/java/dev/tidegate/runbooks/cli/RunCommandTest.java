package dev.tidegate.runbooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.runbooks.ledger.Ledgers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before a run begins. */
final class RunCommandTest {
    private static final String NOWHERE = "http://127.0.0.1:9";

    @TempDir private Path folder;
    private final StringWriter said = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(
                folder.resolve("calm.yaml"),
                """
                book: calm
                version: 1
                title: Goes on once it is calm
                parameters:
                  share: {type: number, least: 0.01, most: 0.5, about: What is calm.}
                blast-radius: {targets: 1, affects: Nobody.}
                steps:
                  - step: calm
                    wait: {query: "busy / ${share}", below: 1, for: 1s}
                    timeout: 1s
                """);
    }

    @Test
    void aBookThatWaitsForASignalIsNotBegunWhereNobodyCanBeAsked() {
        int code = tidegate("runbook", "run", "calm", "-p", "share=0.1");

        assertThat(code).as(said.toString()).isEqualTo(4);
        assertThat(said.toString()).contains("step calm waits for a signal", "--prometheus URL");
        assertThat(folder.resolve("ledger.db")).doesNotExist();
    }

    @Test
    void aServerThatDoesNotAnswerNowMayDoSoInTime() {
        int code = tidegate("runbook", "run", "calm", "-p", "share=0.1", "--prometheus", NOWHERE);

        assertThat(code).as(said.toString()).isEqualTo(1);
    }

    @Test
    void aMessageThatCannotBeTakenBackIsNotSaidToBe() throws IOException {
        book(
                "tell",
                """
                - step: tell
                  do: http
                  target: {url: "http://127.0.0.1:1/"}
                  set: {body: hello}
                """);

        int code = tidegate("runbook", "plan", "tell");

        assertThat(code).as(said.toString()).isZero();
        assertThat(said.toString())
                .contains("nothing: it cannot be taken back")
                .doesNotContain("writing back null");
    }

    @Test
    void aTargetThatCannotBeReadNowIsAFailureAndNoRefusal() throws IOException {
        book(
                "gate",
                """
                - step: gate
                  do: haproxy-map
                  target: {runtime: %1$s/none.sock, map: %1$s/none.map}
                  set: {key: "1"}
                """
                        .formatted(folder));

        int code = tidegate("runbook", "plan", "gate");

        assertThat(code).as(said.toString()).isEqualTo(1);
        assertThat(said.toString()).contains("step gate: haproxy-map:", "cannot be read");
    }

    private void book(String name, String steps) throws IOException {
        Files.writeString(
                folder.resolve(name + ".yaml"),
                """
                book: %s
                version: 1
                title: For a test
                blast-radius: {targets: 1, affects: Nobody.}
                steps:
                """
                                .formatted(name)
                        + steps);
    }

    @Test
    void anEmptyAccessPolicyIsNone() {
        int code = tidegate("runbook", "plan", "calm", "-p", "share=0.1", "--access", "");

        assertThat(code).as(said.toString()).isEqualTo(0);
    }

    @Test
    void whoIsLetInByNoPolicyIsToldHowToNameOne() {
        int code = tidegate("runbook", "plan", "calm", "-p", "share=0.1", "--environment", "prdo");

        assertThat(code).as(said.toString()).isEqualTo(4);
        assertThat(said.toString())
                .contains("without an access policy nobody may do anything in prdo", "--access");
    }

    @Test
    void parametersThatTheBookCannotUseAreWrongUsage() {
        int code = tidegate("runbook", "run", "calm", "-p", "share=7", "-p", "colour=red");

        assertThat(code).as(said.toString()).isEqualTo(2);
        assertThat(said.toString()).contains("share is \"7\"", "[colour]");
    }

    @Test
    void aFolderOfBooksThatIsNotThereIsBadInputAndSaysHowToNameOne() {
        int code =
                CliMain.commandLine()
                        .setErr(new PrintWriter(said, true))
                        .execute("runbook", "list", "--books", folder.resolve("none").toString());

        assertThat(code).isEqualTo(3);
        assertThat(said.toString())
                .contains("there is no folder of books at " + folder.resolve("none"), "--config");
    }

    @Test
    void whatIsReadOfTheBooksIsThereForPrograms() throws IOException {
        String shelf = folder.toString();

        JsonNode list = json("runbook", "list", "--books", shelf);
        assertThat(list.at("/0/book").asText()).isEqualTo("calm");
        assertThat(list.at("/0/tier").isInt()).isTrue();

        JsonNode lint = json("runbook", "lint", "--books", shelf);
        assertThat(lint.path("books").asInt()).isEqualTo(1);
        assertThat(lint.path("problems")).isEmpty();
        assertThat(lint.path("findings").isArray()).isTrue();

        Files.writeString(folder.resolve("broken.yaml"), "book: broken\n");
        assertThat(json("runbook", "lint", "--books", shelf).path("problems")).isNotEmpty();
    }

    private static JsonNode json(String... words) throws IOException {
        var out = new StringWriter();
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--output", "json"));
        CliMain.commandLine()
                .setOut(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
        return new ObjectMapper().readTree(out.toString());
    }

    @Test
    void aReplayOfNothingIsWrongUsageAndWhatIsNotThereIsToldInThePeoplesWords() throws IOException {
        String shelf = Path.of("books").toString();
        String missing = folder.resolve("none.csv").toString();

        assertThat(replay(shelf)).isEqualTo(2);
        assertThat(said.toString()).contains("--trace FILE, --prometheus URL");
        assertThat(replay(shelf, "--trace", missing)).isEqualTo(3);
        assertThat(replay(shelf, "--prometheus", NOWHERE)).isEqualTo(3);
        assertThat(said.toString())
                .contains("there is no file " + missing, "connection refused, or no such host")
                .doesNotContain("java.");
    }

    private int replay(String shelf, String... more) {
        var all = new ArrayList<>(List.of("runbook", "replay", "shed-lowest-class"));
        all.addAll(List.of("--books", shelf));
        all.addAll(List.of(more));
        return CliMain.commandLine()
                .setErr(new PrintWriter(said, true))
                .execute(all.toArray(String[]::new));
    }

    @Test
    void aLedgerWithoutRunsSaysSo() {
        Ledgers.sqlite(folder.resolve("ledger.db")).close();

        assertThat(tidegate("runbook", "status")).isZero();
        assertThat(tidegate("runbook", "resume", "--all")).isZero();
        assertThat(said.toString())
                .contains("No run of a book stands", "No run waits for a living process");
    }

    private int tidegate(String... command) {
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--store", folder.resolve("ledger.db").toString()));
        all.addAll(List.of("--books", folder.toString()));
        return CliMain.commandLine()
                .setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(all.toArray(String[]::new));
    }
}

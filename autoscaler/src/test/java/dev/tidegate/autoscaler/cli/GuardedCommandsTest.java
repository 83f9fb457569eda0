package dev.tidegate.autoscaler.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.autoscaler.cli.option.ExitCode;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.Ledgers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What others wrote, and who may write: of commands beside the daemon's file. */
class GuardedCommandsTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private Path file;

    @BeforeEach
    void configure() throws IOException {
        file = folder.resolve("tidegate.yaml");
        Files.writeString(
                file,
                """
                store: {sqlite: kept.db}
                workloads:
                  - {name: chat, bounds: {min: 2, max: 4}, fleet: {simulated: {}}}
                """);
    }

    /** An alert, a receiver or another's command may have written anything. */
    @Test
    void whatStandsInTheLedgerTellsNoTerminalWhatToDo() {
        try (Ledger ledger = Ledgers.sqlite(folder.resolve("kept.db"))) {
            var body = JsonNodeFactory.instance.objectNode().put("x", "\u001b[2J\u009b31m");
            ledger.append(new Draft(Instant.now(), "strange", "\u001b[2Jchat", "e\u202Eve", body));
        }

        for (String form : List.of("table", "json")) {
            assertThat(run("ledger", "show", "-o", form, "--config", file.toString())).isZero();
            assertThat(out.toString())
                    .contains("\\u001b[2Jchat", "e\\u202eve")
                    .doesNotContainPattern("[\\p{Cc}\\p{Cf}&&[^\n]]");
        }
        assertThat(run("runbook", "status", "\u001b[2J", "--config", file.toString()))
                .isEqualTo(ExitCode.BAD_CONFIGURATION.code());
        assertThat(out.toString()).contains("no run \\u001b[2J");
    }

    /** Else whoever's shell lacks a variable that the daemon's has may do everything. */
    @Test
    void thePolicyIsTheDaemonsOwn() throws IOException {
        Files.writeString(
                folder.resolve("access.yaml"),
                """
                environment: prod
                operators:
                  - {name: bo, user: nobody-of-this-name}
                rules:
                  - {allow: [plan, run, override]}
                """);
        Files.writeString(file, "access: access.yaml\n", StandardOpenOption.APPEND);
        Files.writeString(folder.resolve("export"), "");

        for (String[] words :
                new String[][] {
                    {"ledger", "merge", folder.resolve("export").toString()},
                    {"override", "chat", "--pin", "2", "--why", "x"}
                }) {
            String[] command = Arrays.copyOf(words, words.length + 2);
            command[words.length] = "--config";
            command[words.length + 1] = file.toString();

            assertThat(run(command)).as(words[0]).isEqualTo(ExitCode.REFUSED.code());
        }
        assertThat(out.toString()).contains("is no operator in prod");
    }

    private int run(String... arguments) {
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        return line.execute(arguments);
    }
}

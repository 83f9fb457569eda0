package dev.tidegate.autoscaler.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.Ledgers;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A daemon's folder: its configuration, its ledger and a shelf for books, and commands that are run beside it. */
abstract class DaemonFolderRig {
    @TempDir Path folder;
    final StringWriter out = new StringWriter();
    Path file;

    @BeforeEach
    void configure() throws IOException {
        file = folder.resolve("tidegate.yaml");
        Files.createDirectories(folder.resolve("shelf"));
        Files.writeString(
                file,
                """
                store: {sqlite: kept.db}
                runbooks: shelf
                workloads:
                  - name: chat
                    bounds: {min: 2, max: 4}
                    fleet: {simulated: {}}
                """);
        try (Ledger ledger = Ledgers.sqlite(folder.resolve("kept.db"))) {
            var body = JsonNodeFactory.instance.objectNode();
            ledger.append(
                    new Draft(Instant.parse("2026-03-01T12:00:00Z"), "cycle", "chat", "me", body));
        }
    }

    final int run(String... arguments) {
        CommandLine line = Tidegate.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(out, true));
        return line.execute(arguments);
    }
}

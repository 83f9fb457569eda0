package dev.tidegate.runbooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.record.Journal;
import dev.tidegate.runbooks.run.record.RunEvent;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is refused leaves an entry about the run, and nothing else: least of all a run that nobody can take back any more. */
final class RefusedRequestTest {
    @TempDir private Path folder;
    private final StringWriter said = new StringWriter();

    @BeforeEach
    void write() {
        try (Ledger ledger = Ledgers.sqlite(folder.resolve("ledger.db"))) {
            new Journal(ledger, Instant::now)
                    .request("run-1", "ana", new RunEvent.Planned(RunFixture.plan()));
        }
    }

    @Test
    void aRunThatSomebodyWasRefusedIsThereForTheOthers() {
        for (String verb : List.of("approve", "undo", "abort")) {
            assertThat(runbook(verb, "run-1", "--environment", "prod")).isEqualTo(4);
        }

        assertThat(runbook("status", "run-1")).as(said.toString()).isZero();
        assertThat(runbook("abort", "--keep", "run-1")).as(said.toString()).isZero();
        assertThat(runbook("log", "run-1")).isZero();
        assertThat(said.toString())
                .containsPattern("access-refused .*without an access policy")
                .contains("run-aborted");
    }

    @Test
    void whatAnotherProgramSaysAboutARunIsNoneOfItsEvents() {
        try (Ledger ledger = Ledgers.sqlite(folder.resolve("ledger.db"))) {
            var body = JsonNodeFactory.instance.objectNode();
            ledger.append(new Draft(Instant.now(), "imported", "run/run-1", "bo", body));
        }

        assertThat(runbook("status", "run-1")).as(said.toString()).isZero();
        assertThat(runbook("log", "run-1")).as(said.toString()).isZero();
    }

    private int runbook(String... words) {
        List<String> all = new ArrayList<>(List.of("runbook"));
        all.addAll(List.of(words));
        all.addAll(List.of("--store", folder.resolve("ledger.db").toString()));
        return CliMain.commandLine()
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(all.toArray(String[]::new));
    }
}

package dev.tidegate.runbooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.record.Journal;
import dev.tidegate.runbooks.run.record.RunEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger keeps every run there ever was; a person at night looks for the newest. */
final class RunStatusCommandTest {
    private static final Instant START = Instant.parse("2026-03-01T03:00:00Z");

    @TempDir private Path folder;
    private Instant now = START;

    /** 30 runs, the oldest of which is not over. */
    @BeforeEach
    void write() {
        try (Ledger ledger = Ledgers.sqlite(folder.resolve("ledger.db"))) {
            var journal = new Journal(ledger, () -> now);
            for (int i = 0; i < 30; i++) {
                String run = "run-%02d".formatted(i);
                now = START.plus(Duration.ofHours(i));
                journal.request(run, "ana", new RunEvent.Planned(RunFixture.plan()));
                if (i > 0) {
                    journal.request(run, "ana", new RunEvent.Rejected("not needed"));
                }
            }
        }
    }

    @Test
    void theNewestAreShownAndWhatIsNotOverHoweverOldItIs() {
        List<String> lines = status();

        assertThat(lines.get(1)).startsWith("run-29");
        assertThat(lines.get(20)).startsWith("run-10");
        assertThat(lines.get(21)).startsWith("run-00");
        assertThat(lines.get(22)).isEqualTo("9 older, all over: --limit 30 shows them, too");
    }

    @Test
    void moreAreShownWhereThatIsAsked() {
        assertThat(status("--limit", "30")).hasSize(31);
        assertThat(status("--limit", "1")).hasSize(4); // with the one that is not over
    }

    @Test
    void programsGetAllOfThem() throws IOException {
        String json = String.join("\n", status("--output", "json"));

        assertThat(new ObjectMapper().readTree(json)).hasSize(30);
    }

    private List<String> status(String... more) {
        var said = new StringWriter();
        var all = new ArrayList<>(List.of("runbook", "status"));
        all.addAll(List.of("--store", folder.resolve("ledger.db").toString()));
        all.addAll(List.of(more));
        int code =
                CliMain.commandLine()
                        .setOut(new PrintWriter(said))
                        .setErr(new PrintWriter(said))
                        .execute(all.toArray(String[]::new));
        assertThat(code).as(said.toString()).isZero();
        return said.toString().lines().toList();
    }
}

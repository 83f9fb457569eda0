package dev.tidegate.runbooks.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.run.RunFixture;
import dev.tidegate.runbooks.run.plan.RunPlan;
import dev.tidegate.runbooks.run.record.Journal;
import dev.tidegate.runbooks.run.record.RunEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever goes on with everything goes on with the gravest of it, too. */
final class ResumeCommandTest {
    @TempDir private Path folder;
    private final StringWriter said = new StringWriter();

    @Test
    void whoMayGoOnWithRunsOfALowTierDoesNotGoOnWithAHighOneAmongAll() throws IOException {
        write(2);

        assertThat(resumeAll()).as(said.toString()).isEqualTo(4);

        assertThat(said.toString()).contains("resume a book of tier 2");
        try (Ledger ledger = Ledgers.sqlite(folder.resolve("ledger.db"))) {
            assertThat(ledger.read(LedgerQuery.all()))
                    .extracting(entry -> entry.content().kind())
                    .containsExactly("run-planned", "access-refused");
        }
    }

    @Test
    void hisOwnTiersHeGoesOnWith() throws IOException {
        write(1);

        resumeAll();

        assertThat(said.toString()).doesNotContain("no rule lets");
    }

    @Test
    void aRunOfAProcessThatDiedJustNowIsGoneOnWithOnceItsLeaseIsOver() throws IOException {
        write(1);
        try (Database database = Database.sqlite(folder.resolve("ledger.db"))) {
            new SqlLeases(database)
                    .acquire("run/run-1", "dead@host/1", Duration.ofSeconds(2), Instant.now());
        }

        int code = resumeAll();

        assertThat(code).as(said.toString()).isEqualTo(1);
        assertThat(said.toString())
                .contains("Run run-1", "dead@host/1 drives this run; if that process is dead")
                .contains("Could not be continued: run run-1: no step of kind simulated");
    }

    @Test
    void whereToBeginAgainIsForAStuckRunOnly() throws IOException {
        write(1);

        assertThat(resume("run-1", "--from", "raise-f0")).as(said.toString()).isEqualTo(4);
        assertThat(said.toString()).contains("only a stuck run is tried again");
    }

    @Test
    void allAndOneOfThemIsWrongUsage() throws IOException {
        write(1);

        assertThat(resume("run-1", "--all")).as(said.toString()).isEqualTo(2);
        assertThat(resume("--all", "--from", "raise-f0")).as(said.toString()).isEqualTo(2);
    }

    private void write(int tier) {
        RunPlan plan = RunFixture.plan();
        try (Ledger ledger = Ledgers.sqlite(folder.resolve("ledger.db"))) {
            var graver =
                    new RunPlan(
                            plan.book(),
                            plan.version(),
                            plan.digest(),
                            plan.title(),
                            tier,
                            plan.affects(),
                            plan.parameters(),
                            plan.steps(),
                            plan.lease(),
                            plan.approvals(),
                            plan.rule(),
                            plan.effect(),
                            plan.trigger());
            new Journal(ledger, Instant::now).request("run-1", "ana", new RunEvent.Planned(graver));
        }
    }

    private int resumeAll() throws IOException {
        return resume("--all");
    }

    private int resume(String... what) throws IOException {
        Path policy = folder.resolve("access.yaml");
        Files.writeString(
                policy,
                """
                environment: prod
                operators:
                  - {name: bo, user: "%s"}
                rules:
                  - {allow: [resume], most-tier: 1}
                """
                        .formatted(System.getProperty("user.name")));
        var line = new ArrayList<>(List.of("runbook", "resume"));
        line.addAll(List.of(what));
        line.addAll(List.of("--access", policy.toString()));
        line.addAll(List.of("--store", folder.resolve("ledger.db").toString()));
        return CliMain.commandLine()
                .setOut(new PrintWriter(said))
                .setErr(new PrintWriter(said))
                .execute(line.toArray(String[]::new));
    }
}

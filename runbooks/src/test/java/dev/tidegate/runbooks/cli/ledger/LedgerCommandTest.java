package dev.tidegate.runbooks.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.Ledgers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class LedgerCommandTest {
    @TempDir private Path folder;

    private record Said(int code, String text) {}

    private Said ledger(String... command) {
        var text = new StringWriter();
        var all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--store", folder.resolve("centre.db").toString()));
        int code =
                new CommandLine(new LedgerCommand())
                        .setOut(new PrintWriter(text))
                        .setErr(new PrintWriter(text))
                        .setCaseInsensitiveEnumValuesAllowed(true)
                        .execute(all.toArray(String[]::new));
        return new Said(code, text.toString());
    }

    private Path laptop(int entries) {
        Path file = folder.resolve("laptop.db");
        try (Ledger ledger = Ledgers.sqlite(file)) {
            for (int i = 0; i < entries; i++) {
                var body = JsonNodeFactory.instance.objectNode().put("n", i);
                ledger.append(
                        new Draft(
                                Instant.parse("2026-03-01T03:00:00Z"),
                                "test",
                                "run/a",
                                "ana",
                                body));
            }
        }
        return file;
    }

    @Test
    void aPersonWhoLooksSeesHowFarTheWalkOverTheChainHasCome() {
        var seen = new ArrayList<Long>();
        try (Ledger ledger = Ledgers.sqlite(laptop(3))) {
            ledger.verify(seen::add);
        }

        assertThat(seen).containsExactly(3L);
        assertThat(verifiedOnATerminal()).contains("\u001b[K");
    }

    private String verifiedOnATerminal() {
        PrintStream before = System.err;
        var drawn = new ByteArrayOutputStream();
        System.setProperty("tidegate.terminal", "true");
        System.setErr(new PrintStream(drawn, true, StandardCharsets.UTF_8));
        try {
            ledger("merge", folder.resolve("laptop.db").toString());
            assertThat(ledger("verify").code()).isZero();
        } finally {
            System.setErr(before);
            System.clearProperty("tidegate.terminal");
        }
        return drawn.toString(StandardCharsets.UTF_8);
    }

    @Test
    void laptopsLedgerIsMergedOnceAndVerifiesAfterwards() {
        Path laptop = laptop(3);

        assertThat(ledger("merge", laptop.toString()).text()).contains("3 entries added");
        assertThat(ledger("merge", laptop.toString()).text()).contains("0 entries added, 3 known");

        Said verified = ledger("verify");
        assertThat(verified.code()).isZero();
        assertThat(verified.text()).contains("3 entries, intact").contains("other ledgers");
        assertThat(ledger("verify", "--output", "json").text())
                .contains("\"entries\" : 3", "\"imported\" : 3", "\"head\" : \"");
    }

    @Test
    void exportIsMergedLikeTheLedgerItself() throws IOException {
        laptop(2);
        ledger("merge", folder.resolve("laptop.db").toString());
        Path export = folder.resolve("export.jsonl");
        Files.writeString(export, ledger("export").text());

        Path other = folder.resolve("other.db");
        var text = new StringWriter();
        int code =
                new CommandLine(new LedgerCommand())
                        .setOut(new PrintWriter(text))
                        .execute("merge", export.toString(), "--store", other.toString());

        assertThat(code).as(text.toString()).isZero();
        assertThat(text.toString()).contains("2 entries added");
    }

    @Test
    void ledgerThatIsNotThereIsNotMerged() {
        Said said = ledger("merge", folder.resolve("nosuch.db").toString());

        assertThat(said.code()).isEqualTo(3);
        assertThat(said.text()).contains("there is no file", "nosuch.db");
    }

    @Test
    void editedExportIsRefused() throws IOException {
        laptop(2);
        ledger("merge", folder.resolve("laptop.db").toString());
        Path export = folder.resolve("export.jsonl");
        Files.writeString(export, ledger("export").text().replace("\"ana\"", "\"eve\""));

        Said said = ledger("merge", export.toString());

        assertThat(said.code()).isEqualTo(4);
        assertThat(said.text()).contains("entry 1");
    }

    @Test
    void showingNoEntriesIsWrongUsage() throws IOException {
        ledger("merge", laptop(1).toString());

        Said said = ledger("show", "--limit", "0");

        assertThat(said.code()).isEqualTo(2);
        assertThat(said.text()).contains("--limit must be at least 1, was 0");
    }

    @Test
    void ledgerThatIsNotThereIsNeitherIntactNorMade() {
        Said said = ledger("verify");

        assertThat(said.code()).isEqualTo(3);
        assertThat(said.text()).contains("there is no ledger at", "centre.db", "--store");
        assertThat(folder.resolve("centre.db")).doesNotExist();
    }

    @Test
    void fileThatIsNoLedgerIsSaidToBeNone() throws IOException {
        Path file = folder.resolve("notes.txt");
        Files.writeString(file, "not a ledger\n");

        assertThat(ledger("merge", file.toString()).code()).isEqualTo(3);
    }
}

package dev.tidegate.runbooks.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody does to the file behind the ledger's back, and what does not count as that. */
final class AlteredLedgerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir private Path folder;
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = Ledgers.sqlite(file());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private static Draft draft(String subject, int n) {
        var body = JsonNodeFactory.instance.objectNode().put("n", n);
        return new Draft(NOW.plusSeconds(n), "test", subject, "me", body);
    }

    private void sql(String... statements) throws SQLException {
        try (Connection c = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement s = c.createStatement()) {
            for (String statement : statements) {
                s.execute(statement);
            }
        }
    }

    @Test
    void entriesCannotBeChangedThroughSql() {
        ledger.append(draft("a", 1));

        assertThatThrownBy(() -> sql("UPDATE entry SET actor = 'someone'"))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> sql("DELETE FROM entry")).hasMessageContaining("append-only");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "actor = 'x'",
                "subject = 'x'",
                "subject = ''",
                "kind = 'x'",
                "kind = 'No Kind'",
                "at_millis = at_millis + 1",
                "body = '{\"n\":3}'",
                "body = '{\"n\":'",
                "hash = previous_hash",
                "previous_hash = 'x'",
                "sequence = 7"
            })
    void editByWhoeverOwnsTheFileIsFound(String edit) throws SQLException {
        for (int i = 1; i <= 3; i++) {
            ledger.append(draft("a", i));
        }

        sql(
                "DROP TRIGGER entry_is_not_changed",
                "UPDATE entry SET " + edit + " WHERE sequence = 2");

        assertThat(ledger.verify())
                .isInstanceOfSatisfying(
                        ChainCheck.Broken.class, b -> assertThat(b.sequence()).isEqualTo(2));
    }

    /** Whoever reads the file by other means would read something else than was written. */
    @Test
    void bodyThatSaysTheSameInOtherWordsIsFound() throws SQLException {
        ledger.append(draft("a", 1));
        ledger.append(draft("a", 2));

        sql(
                "DROP TRIGGER entry_is_not_changed",
                "UPDATE entry SET body = replace(body, '{', '{\"n\":99,') WHERE sequence = 2");

        assertThat(ledger.verify())
                .isInstanceOfSatisfying(
                        ChainCheck.Broken.class, b -> assertThat(b.sequence()).isEqualTo(2));
    }

    /** What counts as a secret's look may grow; what was written before stays what it is. */
    @Test
    void whatWasWrittenBeforeItLookedLikeASecretIsIntact() throws SQLException {
        ledger.append(draft("a", 1));
        var body = JsonNodeFactory.instance.objectNode().put("why", "sk-0123456789abcdef0123");
        Draft earlier = new Draft(NOW, "test", "a", "ana", body);
        Entry first = ledger.read(LedgerQuery.all()).get(0);
        Entry written = new Entry(2, earlier, first.hash(), Entry.hashOf(2, earlier, first.hash()));
        sql(
                "INSERT INTO entry VALUES (2, %d, 'test', 'a', 'ana', '%s', '%s', '%s')"
                        .formatted(
                                NOW.toEpochMilli(), body, written.previousHash(), written.hash()));

        assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
        assertThat(ledger.read(LedgerQuery.all())).last().isEqualTo(written);
    }

    @Test
    void namesMayHoldWhatTextsCanHold() {
        for (String name :
                List.of("a\u0000b", "\ud800", "'; DROP TABLE entry; --", "\ud83d\ude00")) {
            ledger.append(
                    new Draft(NOW, "test", name, name, JsonNodeFactory.instance.textNode(name)));
        }

        assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
        assertThat(ledger.read(LedgerQuery.all().subject("'; DROP TABLE entry; --"))).hasSize(1);
    }

    @Test
    void removedEntryIsFound() throws SQLException {
        for (int i = 1; i <= 3; i++) {
            ledger.append(draft("a", i));
        }

        sql("DROP TRIGGER entry_is_not_deleted", "DELETE FROM entry WHERE sequence = 2");

        assertThat(ledger.verify())
                .isInstanceOfSatisfying(
                        ChainCheck.Broken.class, b -> assertThat(b.sequence()).isEqualTo(2));
    }
}

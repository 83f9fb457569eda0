package dev.tidegate.runbooks.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ledger of more entries than are read at once, be it for verification or one by one. */
final class LongLedgerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final int ENTRIES = 5_001;

    @TempDir private Path folder;
    private Ledger ledger;
    private Entry last;

    @BeforeEach
    void open() throws SQLException {
        ledger = Ledgers.sqlite(file());
        last = fill();
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file());
    }

    /** Writes the entries in one transaction, which takes a hundredth of the time of as many appends. */
    private Entry fill() throws SQLException {
        var body = JsonNodeFactory.instance.objectNode();
        Entry entry = Entry.first(new Draft(NOW, "test", "a", "me", body));
        try (Connection c = connect();
                PreparedStatement s =
                        c.prepareStatement(
                                "INSERT INTO entry VALUES (?, ?, 'test', 'a', 'me', '{}', ?, ?)")) {
            c.setAutoCommit(false);
            for (int i = 1; i <= ENTRIES; i++) {
                entry = i == 1 ? entry : entry.next(entry.content());
                s.setLong(1, i);
                s.setLong(2, NOW.toEpochMilli());
                s.setString(3, entry.previousHash());
                s.setString(4, entry.hash());
                s.addBatch();
            }
            s.executeBatch();
            c.commit();
        }
        return entry;
    }

    @Test
    void isVerifiedToItsLastEntry() {
        var reached = new ArrayList<Long>();

        ChainCheck found = ledger.verify(reached::add);

        assertThat(found).isEqualTo(new ChainCheck.Intact(ENTRIES, last.hash()));
        assertThat(reached).containsExactly(5_000L, (long) ENTRIES);
    }

    @Test
    void anEditOfItsLastEntryIsFound() throws SQLException {
        try (Connection c = connect();
                Statement s = c.createStatement()) {
            s.execute("DROP TRIGGER entry_is_not_changed");
            s.execute("UPDATE entry SET actor = 'someone' WHERE sequence = " + ENTRIES);
        }

        assertThat(ledger.verify())
                .isInstanceOfSatisfying(
                        ChainCheck.Broken.class, b -> assertThat(b.sequence()).isEqualTo(ENTRIES));
    }

    @Test
    void everyEntryIsPassedOnOnceAndInItsOrder() {
        List<Long> passed = new ArrayList<>();

        ledger.forEach(LedgerQuery.all(), entry -> passed.add(entry.sequence()));

        assertThat(passed).isEqualTo(LongStream.rangeClosed(1, ENTRIES).boxed().toList());
    }

    @Test
    void whoLooksForOneEntryIsPassedNoneAfterIt() {
        List<Long> passed = new ArrayList<>();

        boolean found =
                ledger.anyMatch(
                        LedgerQuery.all().after(4_000),
                        entry -> {
                            passed.add(entry.sequence());
                            return entry.sequence() == 5_000;
                        });

        assertThat(found).isTrue();
        assertThat(passed).isEqualTo(LongStream.rangeClosed(4_001, 5_000).boxed().toList());
        assertThat(ledger.anyMatch(LedgerQuery.all(), entry -> false)).isFalse();
    }
}

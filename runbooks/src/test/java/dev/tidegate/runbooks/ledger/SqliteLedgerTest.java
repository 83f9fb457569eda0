package dev.tidegate.runbooks.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.lease.LeaseOutcome;
import dev.tidegate.runbooks.lease.SqlLeases;
import dev.tidegate.runbooks.ledger.store.Sql;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SqliteLedgerTest extends LedgerContract {
    @TempDir private Path folder;
    private Database one;
    private Database other;

    @BeforeEach
    void open() {
        one = Database.sqlite(file());
        other = Database.sqlite(file());
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private Path file() {
        return folder.resolve("deep/er/ledger.db");
    }

    @Override
    protected Ledger ledger() {
        return Ledgers.in(one);
    }

    @Override
    protected Ledger sameLedger() {
        return Ledgers.in(other);
    }

    @Override
    protected LeaseCondition grant(String lease, String holder) {
        var outcome = new SqlLeases(one).acquire(lease, holder, Duration.ofSeconds(10), NOW);
        return ((LeaseOutcome.Held) outcome).lease().condition();
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
    void theNewestOfSeveralKindsIsNotLookedForAmongAllOthers() {
        LedgerQuery changes = LedgerQuery.all().kind("change-intended", "change-outcome");

        assertThat(plan(changes.subject("chat").newest(1)))
                .filteredOn(step -> step.contains("entry"))
                .hasSize(2)
                .allMatch(
                        step ->
                                step.contains(
                                        "entry_subject_kind (subject=? AND kind=? AND sequence>?)"));
        assertThat(plan(changes.subject("chat")))
                .filteredOn(step -> step.contains("entry"))
                .hasSize(2)
                .allMatch(
                        step ->
                                step.contains(
                                        "entry_subject_kind (subject=? AND kind=? AND sequence>?)"));
        assertThat(plan(changes.after(7).oldest(5_000)))
                .filteredOn(step -> step.contains("entry"))
                .hasSize(2)
                .allMatch(step -> step.contains("entry_kind (kind=? AND sequence>?)"));
    }

    private List<String> plan(LedgerQuery query) {
        SqlLedger.Select asked = SqlLedger.Select.of(query);
        return one.read(
                h ->
                        Sql.query(
                                h,
                                "EXPLAIN QUERY PLAN " + asked.sql(),
                                row -> row.getString("detail"),
                                asked.values().toArray()));
    }

    @Test
    void oneSubjectsEntriesOfAKindAreNotLookedForAmongThoseOfOthers() {
        List<String> plan =
                one.read(
                        h ->
                                h.createQuery(
                                                "EXPLAIN QUERY PLAN SELECT body FROM entry WHERE"
                                                        + " sequence > 7 AND kind IN ('cycle') AND"
                                                        + " subject = 'chat' ORDER BY sequence DESC")
                                        .map((row, context) -> row.getString("detail"))
                                        .list());

        assertThat(plan).singleElement().asString().contains("subject=? AND kind=?");
    }

    @Test
    void aLedgerOfAnOlderVersionIsGoneOnWith() throws SQLException {
        ledger().append(draft("a", 1));
        close();
        sql(
                "DROP INDEX entry_subject_kind",
                "DELETE FROM flyway_schema_history WHERE version = '2'");

        open();
        sameLedger().append(draft("a", 2));

        assertThat(ledger().verify()).isInstanceOf(ChainCheck.Intact.class);
        oneSubjectsEntriesOfAKindAreNotLookedForAmongThoseOfOthers();
    }

    @Test
    void entriesCannotBeChangedThroughSql() {
        ledger().append(draft("a", 1));

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
        Ledger ledger = ledger();
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
        Ledger ledger = ledger();
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
        Ledger ledger = ledger();
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
        Ledger ledger = ledger();
        for (String name :
                List.of("a\u0000b", "\ud800", "'; DROP TABLE entry; --", "\ud83d\ude00")) {
            ledger.append(
                    new Draft(NOW, "test", name, name, JsonNodeFactory.instance.textNode(name)));
        }

        assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
        assertThat(ledger.read(LedgerQuery.all().subject("'; DROP TABLE entry; --"))).hasSize(1);
    }

    @Test
    void anEntryThatCannotBeOneIsNamedByWhoReadsIt() throws SQLException {
        Ledger ledger = ledger();
        ledger.append(draft("a", 1));

        sql("DROP TRIGGER entry_is_not_changed", "UPDATE entry SET kind = 'No Kind'");

        assertThatThrownBy(() -> ledger.read(LedgerQuery.all()))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("entry 1 is not what was written: kind must match");
    }

    @Test
    void removedEntryIsFound() throws SQLException {
        Ledger ledger = ledger();
        for (int i = 1; i <= 3; i++) {
            ledger.append(draft("a", i));
        }

        sql("DROP TRIGGER entry_is_not_deleted", "DELETE FROM entry WHERE sequence = 2");

        assertThat(ledger.verify())
                .isInstanceOfSatisfying(
                        ChainCheck.Broken.class, b -> assertThat(b.sequence()).isEqualTo(2));
    }

    @Test
    void reopenedLedgerContinuesItsChain() {
        Entry last = ledger().append(draft("a", 1));
        one.close();

        one = Database.sqlite(file());

        assertThat(ledger().append(draft("a", 2)).previousHash()).isEqualTo(last.hash());
    }

    @Test
    void whatIsWrittenToAFileThatIsNotThereAnyMoreIsNotTakenForWritten() throws IOException {
        Ledger ledger = ledger();
        ledger.append(draft("a", 1));
        Path aside = Files.createDirectory(folder.resolve("aside"));

        move(file().getParent(), aside);
        assertThatThrownBy(() -> ledger.append(draft("a", 2)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("removed or replaced");
        Files.createFile(file());
        assertThatThrownBy(() -> ledger.append(draft("a", 3)))
                .hasMessageContaining("removed or replaced");

        Files.delete(file());
        move(aside, file().getParent());
        ledger.append(draft("a", 4));
        assertThat(ledger.verify()).isInstanceOf(ChainCheck.Intact.class);
    }

    private static void move(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.toList()) {
                Files.move(file, to.resolve(file.getFileName()));
            }
        }
    }

    @Test
    void fileThatIsNoStoreIsRefusedWithItsName() throws IOException {
        Path text = Files.writeString(folder.resolve("notes.txt"), "not a database ".repeat(100));

        assertThatThrownBy(() -> Ledgers.sqlite(text))
                .isInstanceOf(LedgerException.class)
                .hasMessageMatching("cannot open .*notes.txt: \\[SQLITE_NOTADB\\].*");
    }

    @Test
    void whereTheDiskTakesNoMoreFilesItIsReadAllTheSameByWhoOnlyAsks(@TempDir Path disk)
            throws IOException {
        Path file = disk.resolve("ledger.db");
        try (Ledger daemon = Ledgers.sqlite(file)) {
            daemon.append(draft("a", 1));
        }
        takesNoMoreFiles(disk);

        assertThatThrownBy(() -> Ledgers.sqlite(file)).isInstanceOf(LedgerException.class);
        try (Ledger asked = Ledgers.sqliteOrReadOnly(file)) {
            assertThat(asked.read(LedgerQuery.all())).hasSize(1);
            assertThatThrownBy(() -> asked.append(draft("a", 2)))
                    .isInstanceOf(LedgerException.class)
                    .hasMessageStartingWith("cannot write " + file + ": its disk takes no writes");
        }
    }

    @Test
    void whereTheDiskTakesNoMoreFilesEntriesThatAreInTheLogAloneAreNotLeftOut(@TempDir Path disk)
            throws IOException {
        Path elsewhere = Files.createDirectory(disk.resolve("elsewhere"));
        Path file = disk.resolve("ledger.db");
        try (Ledger daemon = Ledgers.sqlite(elsewhere.resolve("ledger.db"))) {
            daemon.append(draft("a", 1));
            Files.copy(elsewhere.resolve("ledger.db"), file);
            Files.copy(elsewhere.resolve("ledger.db-wal"), disk.resolve("ledger.db-wal"));
        }
        takesNoMoreFiles(disk);

        assertThatThrownBy(() -> Ledgers.sqliteOrReadOnly(file).read(LedgerQuery.all()))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("cannot open " + file);
    }

    /** The log's index cannot be made, which is what a full disk comes to. */
    private static void takesNoMoreFiles(Path disk) throws IOException {
        Files.createSymbolicLink(disk.resolve("ledger.db-shm"), disk.resolve("none/index"));
    }
}

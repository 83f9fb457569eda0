package dev.tidegate.runbooks.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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

    @ParameterizedTest
    @ValueSource(strings = {"what?x=1", "100%25", "a b#c&d", "grün", "file:x", "$HOME"})
    void anyFileNameIsTakenLiterally(String name) throws IOException {
        Path named = folder.resolve(name).resolve(name + ".db");

        try (Database database = Database.sqlite(named)) {
            Ledgers.in(database).append(draft("a", 1));
        }

        try (Database again = Database.sqliteOrReadOnly(named);
                Stream<Path> files = Files.list(folder.resolve(name))) {
            assertThat(Ledgers.in(again).read(LedgerQuery.all())).hasSize(1);
            assertThat(files.map(file -> file.getFileName().toString()))
                    .allMatch(file -> file.startsWith(name + ".db"));
        }
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

    @Test
    void alsoWhereItIsTheFirstThatIsWrittenSinceTheFileWasOpened() throws IOException {
        Ledger opened = ledger();

        Files.delete(file());
        assertThatThrownBy(() -> opened.append(draft("a", 1)))
                .hasMessageContaining("removed or replaced");
        Files.createFile(file());
        assertThatThrownBy(() -> opened.append(draft("a", 2)))
                .hasMessageContaining("removed or replaced");
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

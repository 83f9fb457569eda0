package dev.tidegate.runbooks.ledger.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidegate.runbooks.ledger.Database;
import dev.tidegate.runbooks.ledger.LedgerException;
import dev.tidegate.runbooks.rig.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A library is loaded once per process, so each case is a process of its own. */
final class SqliteLibraryTest {
    private static final String MARK = "came of it: "; // others print, too

    @TempDir private Path folder;

    @Test
    void withoutATemporaryFolderTheLibraryIsUnpackedBesideTheLedger() {
        Path file = folder.resolve("ledger.db");

        assertThat(open(file, "-Djava.io.tmpdir=" + folder.resolve("missing")))
                .containsExactly("open", "open");
        assertThat(file).exists();
    }

    @Test
    void aLibraryThatCannotBeLoadedIsNotTheFaultOfTheLedger() {
        List<String> told = // no machine has it
                open(folder.resolve("ledger.db"), "-Dorg.sqlite.osinfo.architecture=abacus");

        assertThat(told)
                .hasSize(2)
                .allSatisfy(
                        line ->
                                assertThat(line)
                                        .startsWith("cannot open " + folder.resolve("ledger.db"))
                                        .contains("SQLite's library", "-Dorg.sqlite.tmpdir="));
    }

    @Test
    void theTemporaryFolderIsUsedWhereItCanBe() throws Exception {
        Path file = Files.createDirectory(folder.resolve("ledger")).resolve("ledger.db");

        assertThat(open(file, "-Djava.io.tmpdir=" + folder)).containsExactly("open", "open");
        assertThat(folder.toFile().list()).anyMatch(name -> name.contains("libsqlitejdbc"));
    }

    private List<String> open(Path file, String option) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(option, "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Opening.class.getName(), file.toString()));
        Path log = folder.resolve("log");
        try (ChildProcess process = ChildProcess.start(command, Map.of(), folder, log)) {
            process.awaitExit(Duration.ofMinutes(2));
            return process.logTail()
                    .lines()
                    .filter(line -> line.startsWith(MARK))
                    .map(line -> line.substring(MARK.length()))
                    .toList();
        }
    }

    /** Opens a ledger twice and prints what came of it; killed, since the driver tidies up at an ordinary end. */
    static final class Opening {
        private Opening() {}

        public static void main(String[] arguments) {
            for (int i = 0; i < 2; i++) {
                try (Database database = Database.sqlite(Path.of(arguments[0]))) {
                    database.read(handle -> handle.createQuery("SELECT 1").mapTo(int.class).one());
                    System.out.println(MARK + "open");
                } catch (LedgerException e) {
                    System.out.println(MARK + e.getMessage());
                }
            }
            System.out.flush();
            Runtime.getRuntime().halt(0);
        }
    }
}

package dev.tidegate.runbooks.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tidegate.runbooks.cli.CliMain;
import dev.tidegate.runbooks.ledger.Draft;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.Ledgers;
import dev.tidegate.runbooks.rig.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of a person who may look at the daemon's folder and write nothing in it. */
final class ReadOnlyLedgerTest {
    private static final List<String> FILES =
            List.of("ledger.db", "ledger.db-wal", "ledger.db-shm");
    @TempDir private Path home;
    private Path folder;
    private int asked;

    @BeforeEach
    void make() throws IOException {
        folder = Files.createDirectory(home.resolve("100% daemon's"));
    }

    @AfterEach
    void leaveItToBeDeleted() throws IOException {
        allow(folder, "rwxr-xr-x");
    }

    @Test
    void aLedgerThatNobodyHasOpenIsRead() throws IOException {
        try (Ledger daemon = Ledgers.sqlite(file())) {
            append(daemon, "first");
        }

        Said said = ledger("show");

        assertThat(said.code()).as(said.text()).isZero();
        assertThat(said.text()).contains("run/first");
        assertThat(ledger("verify").text()).contains("1 entries, intact");
    }

    @Test
    void whatTheDaemonWroteAMomentAgoIsRead() throws IOException {
        try (Ledger daemon = Ledgers.sqlite(file())) {
            append(daemon, "first");

            Said said = ledger("show");

            assertThat(said.code()).as(said.text()).isZero();
            assertThat(said.text()).contains("run/first");
        }
    }

    @Test
    void whatADaemonThatWasKilledLeftIsReadToItsEnd() throws IOException {
        leave(FILES);

        assertThat(ledger("show").text()).contains("run/first");
    }

    @Test
    void aCopyWhoseNewestEntriesCannotBeReachedIsNotShownWithoutThem() throws IOException {
        leave(FILES.subList(0, 2));

        Said said = ledger("show");

        assertThat(said.code()).isNotZero();
        assertThat(said.text())
                .contains("its newest entries are in " + folder.resolve("ledger.db-wal"))
                .contains("copy both files into a folder of your own")
                .doesNotContain("No entry");
    }

    @Test
    void whoWritesIsToldThatHeMayNot() throws IOException {
        try (Ledger daemon = Ledgers.sqlite(file())) {
            append(daemon, "first");
        }
        Path laptop = home.resolve("laptop.db");
        try (Ledger other = Ledgers.sqlite(laptop)) {
            append(other, "second");
        }

        Said said = ledger("merge", laptop.toString());

        assertThat(said.code()).isNotZero();
        assertThat(said.text())
                .contains("cannot write " + file() + ": this user may read it and not write it");
    }

    private Path file() {
        return folder.resolve("ledger.db");
    }

    private static void append(Ledger ledger, String run) {
        Instant now = Instant.parse("2026-03-01T03:00:00Z");
        ledger.append(
                new Draft(now, "test", "run/" + run, "ana", JsonNodeFactory.instance.objectNode()));
    }

    /** As they lie on the disk while an entry is in the log alone. */
    private void leave(List<String> files) throws IOException {
        Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
        try (Ledger daemon = Ledgers.sqlite(elsewhere.resolve("ledger.db"))) {
            append(daemon, "first");
            for (String file : files) {
                Files.copy(elsewhere.resolve(file), folder.resolve(file));
            }
        }
    }

    private record Said(int code, String text) {}

    /** In a process that permissions hold for, be its user root or not. */
    private Said ledger(String... command) throws IOException {
        allow(folder, "r-xr-xr-x");
        var line = new ArrayList<String>();
        if (Files.isWritable(folder)) {
            line.addAll(List.of("setpriv", "--bounding-set", "-dac_override,-dac_read_search"));
        }
        line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        line.addAll(List.of("-cp", classPath(), CliMain.class.getName(), "ledger"));
        line.addAll(List.of(command));
        line.addAll(List.of("--store", file().toString()));
        Path log = home.resolve("said-" + ++asked);
        try (ChildProcess child = ChildProcess.start(line, Map.of(), home, log)) {
            int code = child.awaitExit(Duration.ofMinutes(1));
            return new Said(code, Files.readString(log));
        } finally {
            allow(folder, "rwxr-xr-x"); // whoever has it open closes it by writing there
        }
    }

    private static String classPath() {
        return System.getProperty(
                "surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static void allow(Path folder, String whom) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(whom));
    }
}

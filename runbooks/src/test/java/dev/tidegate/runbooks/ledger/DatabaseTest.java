package dev.tidegate.runbooks.ledger;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that cannot be opened says what and why to whoever is woken by it, and nothing that is secret. */
final class DatabaseTest {

    @Test
    void aServerThatIsAwayIsNamedWithoutWhatFollowsItsAddress() throws IOException {
        String url = "jdbc:postgresql://127.0.0.1:" + freePort() + "/ledger";

        assertThatThrownBy(() -> Database.postgres(url + "?password=hunter2", "ana", "hunter3"))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("cannot open " + url + ": Connection to 127.0.0.1")
                .hasMessageNotContainingAny("hunter2", "hunter3", "Hikari");
    }

    @Test
    void aPasswordWhereTheDriverTakesNoneIsNotRepeated() {
        assertThatThrownBy(
                        () -> Database.postgres("jdbc:postgresql://ana:hunter2@[::1]:1/l", "", ""))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("cannot open jdbc:postgresql://[::1]:1/l: ")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void aServerThatAcceptsAndSaysNothingIsNotWaitedForWithoutEnd() throws IOException {
        try (ServerSocket silent = new ServerSocket(0)) {
            String url = "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/ledger";

            assertTimeoutPreemptively(
                    Duration.ofSeconds(30),
                    () ->
                            assertThatThrownBy(() -> Database.postgres(url, "ana", ""))
                                    .isInstanceOf(LedgerException.class)
                                    .hasMessageStartingWith("cannot open " + url));
        }
    }

    @Test
    void aFolderThatCannotBeMadeSaysWhy(@TempDir Path folder) throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> Database.sqlite(file.resolve("below/ledger.db")))
                .isInstanceOf(LedgerException.class)
                .hasMessageStartingWith("cannot make the folder of ")
                .hasMessageContaining("Not a directory");
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}

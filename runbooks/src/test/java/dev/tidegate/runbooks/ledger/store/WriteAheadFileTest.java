package dev.tidegate.runbooks.ledger.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WriteAheadFileTest {
    @TempDir private Path folder;

    @Test
    void aLogThatWasMadeAnewIsTheOneThatIsSynced() throws IOException {
        Path database = Files.createFile(folder.resolve("a.db"));
        Path log = Files.createFile(folder.resolve("a.db-wal"));
        long[] commits = {1};
        try (var disk = new WriteAheadFile(database, () -> commits[0])) {
            disk.syncUpTo(1);
            Files.delete(log); // as when the last connection closes
            Files.createDirectory(log); // which cannot be synced
            commits[0] = 2;

            assertThatThrownBy(() -> disk.syncUpTo(2)).hasMessageContaining("cannot sync " + log);
        }
    }
}

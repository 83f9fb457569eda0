package dev.tidegate.runbooks.lease;

import dev.tidegate.runbooks.ledger.Database;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class SqliteLeasesTest extends LeasesContract {
    @TempDir private Path folder;
    private Database one;
    private Database other;
    private Leases leases;
    private Leases sameLeases;

    @BeforeEach
    void open() {
        one = Database.sqlite(folder.resolve("ledger.db"));
        other = Database.sqlite(folder.resolve("ledger.db"));
        leases = new SqlLeases(one);
        sameLeases = new SqlLeases(other);
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    @Override
    protected Leases leases() {
        return leases;
    }

    @Override
    protected Leases sameLeases() {
        return sameLeases;
    }
}

package dev.tidegate.runbooks.ledger;

import java.nio.file.Path;

/** Opens ledgers. */
public final class Ledgers {
    private Ledgers() {}

    /** A ledger in a file of its own; closing it closes the file. */
    public static Ledger sqlite(Path file) {
        return new SqlLedger(Database.sqlite(file), true);
    }

    /**
     * As {@link #sqlite}, but read-only where the file cannot be written: see
     * {@link Database#sqliteOrReadOnly}.
     */
    public static Ledger sqliteOrReadOnly(Path file) {
        return new SqlLedger(Database.sqliteOrReadOnly(file), true);
    }

    public static Ledger postgres(String jdbcUrl, String user, String password) {
        return new SqlLedger(Database.postgres(jdbcUrl, user, password), true);
    }

    /**
     * The ledger of a database that also keeps leases; closing the ledger does not close the
     * database.
     */
    public static Ledger in(Database database) {
        return new SqlLedger(database, false);
    }
}

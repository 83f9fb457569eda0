package dev.tidegate.runbooks.ledger;

import java.nio.file.Path;

/** Opens ledgers. */
public final class Ledgers {
    private Ledgers() {}

    /** A ledger in a file of its own; closing it closes the file. */
    public static Ledger sqlite(Path file) {
        return new SqlLedger(Database.sqlite(file), true);
    }

    /** As {@link #sqlite}, for reading alone where this user may not write the file: see {@link Database#sqliteAsAllowed}. */
    public static Ledger sqliteAsAllowed(Path file) {
        return new SqlLedger(Database.sqliteAsAllowed(file), true);
    }

    public static Ledger postgres(String jdbcUrl, String user, String password) {
        return new SqlLedger(Database.postgres(jdbcUrl, user, password), true);
    }

    /** The ledger of a database that also keeps leases; whoever opened the database closes it. */
    public static Ledger in(Database database) {
        return new SqlLedger(database, false);
    }
}

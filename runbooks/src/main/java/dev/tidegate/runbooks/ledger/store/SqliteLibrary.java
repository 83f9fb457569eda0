package dev.tidegate.runbooks.ledger.store;

import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library. The driver unpacks it into the folder for temporary files, which on hardened machines executes nothing
 * ({@code noexec}), and elsewhere may be full, read-only or missing; then it is unpacked beside the database. Thread-safe.
 */
public final class SqliteLibrary {
    private static final String FOLDER = "org.sqlite.tmpdir"; // read by the driver
    private static final String TEMPORARY = "java.io.tmpdir";

    private SqliteLibrary() {}

    /**
     * Loads the library unless it is loaded. Must come before the driver opens anything: its own first failure is its last attempt.
     *
     * @param beside the folder of the database
     * @throws StoreException when it can be loaded from neither folder; may be tried again
     */
    public static synchronized void load(Path beside) {
        String first = System.getProperty(FOLDER, System.getProperty(TEMPORARY));
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            retry(first, beside, e);
        }
    }

    private static void retry(String first, Path beside, Exception failure) {
        String named = System.getProperty(FOLDER);
        System.setProperty(FOLDER, beside.toString());
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) {
            if (named == null) {
                System.clearProperty(FOLDER);
            } else {
                System.setProperty(FOLDER, named);
            }
            e.addSuppressed(failure);
            throw new StoreException(
                    "SQLite's library can be unpacked and executed neither in "
                            + first
                            + " nor in "
                            + beside
                            + " (mounted noexec, full, read-only or missing): name a folder where it can, by JAVA_OPTS=-D"
                            + FOLDER
                            + "=FOLDER",
                    e);
        }
    }
}

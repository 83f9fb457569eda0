package dev.tidegate.runbooks.ledger.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a database is read where nothing may be written beside it. SQLite would make an index of its log there even to read, so
 * the index of whoever writes has to lie there already; without any log the file is whole, and can be read as one that nobody
 * changes. A log without its index is refused: read without it, the newest entries would be missing and nobody told.
 */
public final class ReadOnlyFile implements Disk {
    private final Path database;
    private final boolean whole;

    private ReadOnlyFile(Path database, boolean whole) {
        this.database = database;
        this.whole = whole;
    }

    /** Whether this user could read the database and not write it, or not what belongs beside it. */
    public static boolean isAllThereIs(Path database) {
        Path folder = database.toAbsolutePath().getParent();
        return Files.isReadable(database)
                && !(Files.isWritable(database) && folder != null && Files.isWritable(folder));
    }

    /**
     * @throws StoreException when its newest entries are out of reach
     */
    public static ReadOnlyFile of(Path database) {
        if (!hasLog(database)) {
            return new ReadOnlyFile(database, true);
        }
        if (Files.isReadable(beside(database, "-wal"))
                && Files.isReadable(beside(database, "-shm"))) {
            return new ReadOnlyFile(database, false);
        }
        throw new StoreException(
                "its newest entries are in "
                        + beside(database, "-wal")
                        + ", which cannot be read without writing here: copy both files into a folder"
                        + " of your own and name that one, or ask as the user who writes it");
    }

    public String address() {
        return "jdbc:sqlite:file:"
                + database.toAbsolutePath().toUri().getRawPath()
                + (whole ? "?immutable=1" : "?mode=ro")
                + "&busy_timeout=10000";
    }

    @Override
    public void beforeRead() {
        if (whole && hasLog(database)) {
            throw new StoreException("somebody writes it since it was opened: start again");
        }
    }

    @Override
    public void reach(long commit) {
        throw new StoreException(database + " is open for reading alone");
    }

    @Override
    public void close() {}

    private static boolean hasLog(Path database) {
        Path log = beside(database, "-wal");
        try {
            return Files.exists(log)
                    && (Files.size(log) > 0 || Files.exists(beside(database, "-shm")));
        } catch (IOException e) {
            throw new StoreException("cannot look at " + log + ": " + e.getMessage(), e);
        }
    }

    private static Path beside(Path database, String what) {
        return database.resolveSibling(database.getFileName() + what);
    }
}

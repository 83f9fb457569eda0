package dev.tidegate.runbooks.ledger.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How a database is read where nothing may be written beside it. SQLite would make an index of its log there even to read, so
 * the index of whoever writes has to lie there already; without any log the file is whole, and can be read as one that nobody
 * changes. A log without its index is refused: read without it, the newest entries would be missing and nobody told.
 */
public final class ReadOnlyFile implements DiskSync {
    /** What an index takes at the least: a shorter one was begun on a full disk, and is nobody's. */
    private static final int INDEX = 32 * 1024;

    private final Path database;
    private final boolean whole;
    private final String why;

    private ReadOnlyFile(Path database, boolean whole, String why) {
        this.database = database;
        this.whole = whole;
        this.why = why;
    }

    /** Whether this user could read the database and not write it, or not what belongs beside it. */
    public static boolean isAllThereIs(Path database) {
        Path folder = database.toAbsolutePath().getParent();
        return Files.isReadable(database)
                && !(Files.isWritable(database) && folder != null && Files.isWritable(folder));
    }

    /**
     * @param why it cannot be written, for who tries to
     * @throws StoreException when its newest entries are out of reach
     */
    public static ReadOnlyFile of(Path database, String why) {
        if (!hasLog(database)) {
            return new ReadOnlyFile(database, true, why);
        }
        if (Files.isReadable(beside(database, "-wal"))
                && Files.isReadable(beside(database, "-shm"))) {
            return new ReadOnlyFile(database, false, why);
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
    public void beforeWrite() {
        throw new StoreException(why);
    }

    @Override
    public void reach(long commit) {
        throw new StoreException(why);
    }

    @Override
    public void close() {}

    private static boolean hasLog(Path database) {
        Path log = beside(database, "-wal");
        try {
            return size(log) > 0 || size(beside(database, "-shm")) >= INDEX;
        } catch (IOException e) {
            throw new StoreException("cannot look at " + log + ": " + e.getMessage(), e);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static Path beside(Path database, String what) {
        return database.resolveSibling(database.getFileName() + what);
    }
}

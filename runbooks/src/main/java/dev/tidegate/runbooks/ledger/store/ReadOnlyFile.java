package dev.tidegate.runbooks.ledger.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Opens a SQLite database where nothing may be written beside it. Even to read, SQLite would create
 * the index of its log there, so the writer's index must already exist; without a log the file is
 * complete and can be opened as immutable. A log without its index is refused: without the log, the
 * newest entries would silently be missing.
 */
public final class ReadOnlyFile implements DiskSync {
    /** Minimum size of an index: a shorter one was begun on a full disk and is not in use. */
    private static final int MIN_INDEX_BYTES = 32 * 1024;

    private final Path database;
    private final boolean immutable;
    private final String why;

    private ReadOnlyFile(Path database, boolean immutable, String why) {
        this.database = database;
        this.immutable = immutable;
        this.why = why;
    }

    /** Whether this user can read the database but cannot write it or its folder. */
    public static boolean isRequiredFor(Path database) {
        Path folder = database.toAbsolutePath().getParent();
        return Files.isReadable(database)
                && !(Files.isWritable(database) && folder != null && Files.isWritable(folder));
    }

    /**
     * @param why it cannot be written, for the error of an attempted write
     * @throws StoreException when its newest entries are out of reach
     */
    public static ReadOnlyFile of(Path database, String why) {
        if (!hasLog(database)) {
            return new ReadOnlyFile(database, true, why);
        }
        if (Files.isReadable(sibling(database, "-wal"))
                && Files.isReadable(sibling(database, "-shm"))) {
            return new ReadOnlyFile(database, false, why);
        }
        throw new StoreException(
                "its newest entries are in "
                        + sibling(database, "-wal")
                        + ", which cannot be read without writing here: copy both files into a folder"
                        + " of your own and name that one, or ask as the user who writes it");
    }

    public String jdbcUrl() {
        return "jdbc:sqlite:file:"
                + database.toAbsolutePath().toUri().getRawPath()
                + (immutable ? "?immutable=1" : "?mode=ro")
                + "&busy_timeout=10000";
    }

    @Override
    public void beforeRead() {
        if (immutable && hasLog(database)) {
            throw new StoreException("somebody writes it since it was opened: start again");
        }
    }

    @Override
    public void beforeWrite() {
        throw new StoreException(why);
    }

    @Override
    public void syncUpTo(long commit) {
        throw new StoreException(why);
    }

    @Override
    public void close() {}

    private static boolean hasLog(Path database) {
        Path log = sibling(database, "-wal");
        try {
            return size(log) > 0 || size(sibling(database, "-shm")) >= MIN_INDEX_BYTES;
        } catch (IOException e) {
            throw new StoreException("cannot look at " + log + ": " + e.getMessage(), e);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    private static Path sibling(Path database, String what) {
        return database.resolveSibling(database.getFileName() + what);
    }
}

package dev.tidegate.runbooks.ledger.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's log, synced beside the database: commits write it in their order and wait for nothing, and
 * those that must be on disk share one sync, while the next are written already. To the disk that is
 * {@code synchronous=FULL}, which syncs the same file, but inside the one lock that all writers need.
 *
 * <p>Files are known by what the system knows them by. A database that was removed or replaced while it is open still takes
 * commits, which nobody will ever find: they count as not written until the file is back.
 */
public final class WriteAheadFile implements DiskSync {
    private final Path database;
    private final Path file;
    private final LongSupplier newestCommit;
    private final ReentrantLock syncing = new ReentrantLock(); // guards what follows
    private Optional<Object> opened = Optional.empty(); // the database, at the first commit
    private Optional<Object> log = Optional.empty(); // that the channel is of
    private @Nullable FileChannel channel;
    private long synced;
    private boolean broken;

    public WriteAheadFile(Path database, LongSupplier newestCommit) {
        this.database = database;
        this.file = database.resolveSibling(database.getFileName() + "-wal");
        this.newestCommit = newestCommit;
    }

    @Override
    public void reach(long commit) {
        syncing.lock();
        try {
            if (broken) {
                throw new StoreException(file + " could not be synced before: start again");
            }
            if (!isInPlace()) {
                throw new StoreException(
                        database
                                + " was removed or replaced while it was open: put it back, or start again");
            }
            if (synced < commit) {
                long covered = newestCommit.getAsLong();
                channel().force(false);
                synced = covered;
            }
        } catch (IOException e) {
            broken = true; // after a failed sync a later one may succeed and mean nothing
            throw new StoreException("cannot sync " + file + ": " + e.getMessage(), e);
        } finally {
            syncing.unlock();
        }
    }

    private boolean isInPlace() throws IOException {
        Optional<Object> now = identity(database);
        if (opened.isEmpty()) {
            opened = now;
        }
        return now.equals(opened);
    }

    private static Optional<Object> identity(Path path) throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Opened at the first commit, when there is such a file; SQLite makes another whenever its last connection was closed. */
    private FileChannel channel() throws IOException {
        Optional<Object> now = identity(file);
        if (channel == null || !now.equals(log)) {
            closeChannel();
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            log = now;
        }
        return channel;
    }

    private void closeChannel() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void close() {
        syncing.lock();
        try {
            closeChannel();
        } catch (IOException e) {
            throw new StoreException("cannot close " + file + ": " + e.getMessage(), e);
        } finally {
            syncing.unlock();
        }
    }
}

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
 * Syncs SQLite's write-ahead log: commits write to it in order without waiting, and those that must
 * be durable share one sync while the next are already being written. This is as durable as
 * {@code synchronous=FULL}, which syncs the same file, but inside the one lock that all writers
 * need.
 *
 * <p>Files are identified by file key (inode). A database that was removed or replaced while open
 * still takes commits, which would be lost: they count as not written until the file is back.
 */
public final class WriteAheadFile implements DiskSync {
    private final Path database;
    private final Path file;
    private final LongSupplier newestCommit;
    private final ReentrantLock syncing = new ReentrantLock(); // guards what follows
    private final Optional<Object> databaseKey;
    private Optional<Object> logKey = Optional.empty(); // of the file that the channel is open on
    private @Nullable FileChannel channel;
    private long synced;
    private boolean failed;

    /**
     * @param database must exist
     * @throws StoreException when it cannot be looked at
     */
    public WriteAheadFile(Path database, LongSupplier newestCommit) {
        this.database = database;
        this.file = database.resolveSibling(database.getFileName() + "-wal");
        this.newestCommit = newestCommit;
        try {
            this.databaseKey = fileKey(database);
        } catch (IOException e) {
            throw new StoreException("cannot look at " + database + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void syncUpTo(long commit) {
        syncing.lock();
        try {
            if (failed) {
                throw new StoreException(file + " could not be synced before: start again");
            }
            if (!isInPlace()) {
                throw new StoreException(
                        database
                                + " was removed or replaced while it was open: put it back, or start again");
            }
            if (synced < commit) {
                long newest = newestCommit.getAsLong();
                channel().force(false);
                synced = newest;
            }
        } catch (IOException e) {
            failed = true; // after a failed sync, a later success proves nothing
            throw new StoreException("cannot sync " + file + ": " + e.getMessage(), e);
        } finally {
            syncing.unlock();
        }
    }

    private boolean isInPlace() throws IOException {
        return Files.exists(database) && fileKey(database).equals(databaseKey);
    }

    private static Optional<Object> fileKey(Path path) throws IOException {
        try {
            return Optional.ofNullable(
                    Files.readAttributes(path, BasicFileAttributes.class).fileKey());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /**
     * Opened at the first commit, when the file exists; reopened when it was replaced, as SQLite
     * makes a new one after its last connection closed.
     */
    private FileChannel channel() throws IOException {
        Optional<Object> now = fileKey(file);
        if (channel == null || !now.equals(logKey)) {
            closeChannel();
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
            logKey = now;
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

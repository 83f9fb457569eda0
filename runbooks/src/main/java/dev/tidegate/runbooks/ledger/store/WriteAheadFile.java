package dev.tidegate.runbooks.ledger.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * SQLite's log, synced beside the database: commits write it in their order and wait for nothing, and
 * those that must be on disk share one sync, while the next are written already. To the disk that is
 * {@code synchronous=FULL}, which syncs the same file, but inside the one lock that all writers need.
 */
public final class WriteAheadFile implements Disk {
    private final Path file;
    private final LongSupplier newestCommit;
    private final ReentrantLock syncing = new ReentrantLock(); // guards what follows
    private @Nullable FileChannel channel;
    private long synced;
    private boolean broken;

    public WriteAheadFile(Path database, LongSupplier newestCommit) {
        this.file = database.resolveSibling(database.getFileName() + "-wal");
        this.newestCommit = newestCommit;
    }

    @Override
    public void reach(long commit) {
        syncing.lock();
        try {
            if (broken) {
                throw new StoreException(file + " could not be synced before");
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

    /** Opened at the first commit, when there is such a file; it stays while the database is open. */
    private FileChannel channel() throws IOException {
        if (channel == null) {
            channel = FileChannel.open(file, StandardOpenOption.WRITE);
        }
        return channel;
    }

    @Override
    public void close() {
        syncing.lock();
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            throw new StoreException("cannot close " + file + ": " + e.getMessage(), e);
        } finally {
            syncing.unlock();
        }
    }
}

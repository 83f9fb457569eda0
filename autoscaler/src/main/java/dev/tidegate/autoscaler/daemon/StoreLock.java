package dev.tidegate.autoscaler.daemon;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ensures one daemon for each store file. The operating system releases the lock when the process ends, however it ends, so a
 * restart after a crash never waits.
 */
final class StoreLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StoreLock.class);

    private final AutoCloseable held;

    private StoreLock(AutoCloseable held) {
        this.held = held;
    }

    /** @throws Store.AlreadyRunning if another daemon holds it */
    static StoreLock acquire(Path store) {
        Path file = store.resolveSibling(store.getFileName() + ".lock");
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return lock(file);
        } catch (IOException e) {
            LOG.error(
                    "{} cannot be locked: {}",
                    file,
                    e.toString()); // then the store cannot be written either
            return new StoreLock(() -> {});
        }
    }

    @SuppressWarnings("resource") // the channel is the lock: it stays open until close
    private static StoreLock lock(Path file) throws IOException {
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return new StoreLock(channel);
            }
        } catch (OverlappingFileLockException e) {
            LOG.debug("this process has the lock already", e);
        }
        channel.close();
        throw new Store.AlreadyRunning(file);
    }

    @Override
    public void close() throws IOException {
        try {
            held.close();
        } catch (IOException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("the lock could not be given back", e);
        }
    }
}

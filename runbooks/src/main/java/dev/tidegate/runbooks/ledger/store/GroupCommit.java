package dev.tidegate.runbooks.ledger.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Group commit: concurrent writes share one transaction. The thread that gets the lock commits
 * everything queued so far, and the others find their work done; those that need durability then
 * share one disk sync. Thread-safe.
 */
public final class GroupCommit implements AutoCloseable {
    private static final int MAX_BATCH = 256;
    private static final Duration FAST_FAILURE =
            Duration.ofSeconds(1); // a slower failure was a timeout

    private final Jdbi jdbi;
    private final Dialect dialect;
    private final ConcurrentLinkedQueue<Pending<?>> queue = new ConcurrentLinkedQueue<>();
    private final ReentrantLock committing = new ReentrantLock(); // guards what follows
    private @Nullable Handle writer;
    private boolean retriable; // nothing of the current batch can be in the database yet
    private boolean connectionWasStale; // the server had ended it since its last use
    private volatile long commits; // written under the lock, after each commit

    public GroupCommit(Jdbi jdbi, Dialect dialect) {
        this.jdbi = jdbi;
        this.dialect = dialect;
    }

    /** How many transactions have been committed. */
    public long commitCount() {
        return commits;
    }

    /**
     * Runs the work in a serialized write transaction, shared with other writes.
     *
     * @param work may be run again when another one in its batch failed
     * @param synced whether the commit must be durable, where the commit decides that
     */
    public <T> Committed<T> run(HandleCallback<T, RuntimeException> work, boolean synced) {
        var own = new Pending<>(work, synced);
        queue.add(own);
        committing.lock();
        try {
            while (!own.isDone()) {
                commitNext();
            }
        } finally {
            committing.unlock();
        }
        return own.result();
    }

    private void commitNext() {
        var batch = new ArrayList<Pending<?>>();
        for (Pending<?> p = queue.poll(); p != null; p = queue.poll()) {
            batch.add(p);
            if (batch.size() == MAX_BATCH) {
                break;
            }
        }
        long start = System.nanoTime();
        try {
            commit(batch);
        } catch (RuntimeException e) {
            boolean once = batch.size() == 1 && !connectionWasStale;
            if (!retriable || once || wasSlow(start)) {
                batch.forEach(p -> p.fail(e));
            } else {
                // one write's failure, or a stale connection, must not fail the others
                commitIndividually(batch);
            }
        } finally {
            batch.forEach(Pending::failUnlessDone);
        }
    }

    /**
     * Commits each write on its own. After a timeout the others fail at once, rather than each wait
     * for another.
     */
    private void commitIndividually(List<Pending<?>> batch) {
        Optional<RuntimeException> timeout = Optional.empty();
        for (Pending<?> one : batch) {
            if (timeout.isPresent()) {
                one.fail(timeout.get());
                continue;
            }
            long start = System.nanoTime();
            try {
                commit(List.of(one));
            } catch (RuntimeException e) {
                one.fail(e);
                timeout = wasSlow(start) ? Optional.of(e) : Optional.empty();
            }
        }
    }

    private static boolean wasSlow(long start) {
        return System.nanoTime() - start > FAST_FAILURE.toNanos();
    }

    private void commit(List<Pending<?>> batch) {
        retriable = false;
        boolean used = writer != null;
        long start = System.nanoTime();
        try {
            Handle handle = writer();
            retriable = true;
            boolean synced = batch.stream().anyMatch(Pending::isSynced);
            handle.useTransaction(
                    h -> {
                        dialect.begin(h, synced);
                        batch.forEach(p -> p.execute(h));
                        retriable = false;
                    });
        } catch (RuntimeException | Error e) {
            connectionWasStale = used && !wasSlow(start) && isClosed();
            closeWriter(); // a new connection leaves behind whatever was wrong with this one
            throw e;
        }
        long number = commits + 1;
        commits = number;
        batch.forEach(p -> p.committed(number));
    }

    private boolean isClosed() {
        try {
            return writer != null && writer.getConnection().isClosed();
        } catch (SQLException e) {
            return true;
        }
    }

    private Handle writer() {
        if (writer == null) {
            writer = jdbi.open();
        }
        return writer;
    }

    private void closeWriter() {
        if (writer != null) {
            Handle old = writer;
            writer = null;
            try {
                old.close();
            } catch (RuntimeException e) {
                // a connection that cannot be closed is gone, as intended
            }
        }
    }

    @Override
    public void close() {
        committing.lock();
        try {
            closeWriter();
        } finally {
            committing.unlock();
        }
    }

    /** The result of a write and the number of its transaction. */
    public record Committed<T>(T result, long commit) {}

    /** One queued write. Its fields are guarded by the lock. */
    private static final class Pending<T> {
        private final HandleCallback<T, RuntimeException> work;
        private final boolean synced;
        private @Nullable T result;
        private @Nullable RuntimeException failure;
        private long commit; // 0 until committed

        Pending(HandleCallback<T, RuntimeException> work, boolean synced) {
            this.work = work;
            this.synced = synced;
        }

        boolean isSynced() {
            return synced;
        }

        void execute(Handle handle) {
            result = work.withHandle(handle);
        }

        void committed(long number) {
            commit = number;
        }

        void fail(RuntimeException why) {
            failure = why;
        }

        /** An error that stops the committing thread is no reason for the others to wait for ever. */
        void failUnlessDone() {
            if (!isDone()) {
                fail(new StoreException("another write of its transaction ended in an error"));
            }
        }

        boolean isDone() {
            return commit > 0 || failure != null;
        }

        Committed<T> result() {
            if (failure != null) {
                throw failure;
            }
            if (result == null) {
                throw new IllegalStateException("a write that yields nothing");
            }
            return new Committed<>(result, commit);
        }
    }
}

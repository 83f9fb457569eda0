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
 * Lets writes that wait at the same time share one transaction: whoever gets the lock commits for all who
 * queued behind it, and they find their work done. Those that need the disk then share one sync of it.
 * Thread-safe.
 */
public final class GroupCommit implements AutoCloseable {
    private static final int LARGEST_BATCH = 256;
    private static final Duration AT_ONCE = Duration.ofSeconds(1); // else somebody waited in vain

    private final Jdbi jdbi;
    private final Dialect dialect;
    private final ConcurrentLinkedQueue<Pending<?>> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock committing = new ReentrantLock(); // guards what follows
    private @Nullable Handle writer;
    private boolean repeatable; // the batch in hand: nothing of it can be in the database yet
    private boolean
            outlived; // the connection, by a server that has ended it since it was last used
    private volatile long commits; // written under the lock, after each

    public GroupCommit(Jdbi jdbi, Dialect dialect) {
        this.jdbi = jdbi;
        this.dialect = dialect;
    }

    /** How many transactions were committed until now. */
    public long newest() {
        return commits;
    }

    /**
     * Runs the work in a transaction that no other writer's can interleave with.
     *
     * @param work may be run again when a neighbour in its batch failed
     * @param synced whether some of the batch must be on disk, where a commit can tell
     */
    public <T> Committed<T> run(HandleCallback<T, RuntimeException> work, boolean synced) {
        var mine = new Pending<>(work, synced);
        waiting.add(mine);
        committing.lock();
        try {
            while (!mine.isSettled()) {
                commitNext();
            }
        } finally {
            committing.unlock();
        }
        return mine.result();
    }

    private void commitNext() {
        var batch = new ArrayList<Pending<?>>();
        for (Pending<?> p = waiting.poll(); p != null; p = waiting.poll()) {
            batch.add(p);
            if (batch.size() == LARGEST_BATCH) {
                break;
            }
        }
        long begin = System.nanoTime();
        try {
            commit(batch);
        } catch (RuntimeException e) {
            boolean once = batch.size() == 1 && !outlived;
            if (!repeatable || once || isLate(begin)) {
                batch.forEach(p -> p.failed(e));
            } else {
                commitEachAlone(
                        batch); // one's fault is not the others', nor the connection's anybody's
            }
        }
    }

    /** Until one has waited in vain, which the others need not do again. */
    private void commitEachAlone(List<Pending<?>> batch) {
        Optional<RuntimeException> away = Optional.empty();
        for (Pending<?> one : batch) {
            if (away.isPresent()) {
                one.failed(away.get());
                continue;
            }
            long begin = System.nanoTime();
            try {
                commit(List.of(one));
            } catch (RuntimeException e) {
                one.failed(e);
                away = isLate(begin) ? Optional.of(e) : Optional.empty();
            }
        }
    }

    private static boolean isLate(long begin) {
        return System.nanoTime() - begin > AT_ONCE.toNanos();
    }

    private void commit(List<Pending<?>> batch) {
        repeatable = false;
        boolean used = writer != null;
        long begin = System.nanoTime();
        try {
            Handle handle = writer();
            repeatable = true;
            boolean synced = batch.stream().anyMatch(Pending::isSynced);
            handle.useTransaction(
                    h -> {
                        dialect.begin(h, synced);
                        batch.forEach(p -> p.work(h));
                        repeatable = false;
                    });
        } catch (RuntimeException e) {
            outlived = used && !isLate(begin) && isClosed();
            closeWriter(); // whatever is wrong with the connection ends with it
            throw e;
        }
        long number = commits + 1;
        commits = number;
        batch.forEach(p -> p.written(number));
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
                // a connection that cannot even be closed is gone, which is what was wanted
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

    /** What a write yielded, and the number of the transaction that it was part of. */
    public record Committed<T>(T result, long commit) {}

    /** One write under way. Its fields are guarded by the lock. */
    private static final class Pending<T> {
        private final HandleCallback<T, RuntimeException> work;
        private final boolean synced;
        private @Nullable T result;
        private @Nullable RuntimeException failure;
        private long commit; // 0 until then

        Pending(HandleCallback<T, RuntimeException> work, boolean synced) {
            this.work = work;
            this.synced = synced;
        }

        boolean isSynced() {
            return synced;
        }

        void work(Handle handle) {
            result = work.withHandle(handle);
        }

        void written(long number) {
            commit = number;
        }

        void failed(RuntimeException why) {
            failure = why;
        }

        boolean isSettled() {
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

package dev.tidegate.runbooks.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Lets appends that wait for the same disk share its sync: whoever gets the lock commits for all who
 * queued behind it, and they find their work done.
 */
final class SharedCommit {
    private static final int LARGEST_BATCH = 256;

    private final ConcurrentLinkedQueue<Pending> waiting = new ConcurrentLinkedQueue<>();
    private final ReentrantLock committing = new ReentrantLock();
    private final Consumer<List<Pending>> commit;

    /**
     * @param commit settles every one of its batch or throws, having written none
     */
    SharedCommit(Consumer<List<Pending>> commit) {
        this.commit = commit;
    }

    Entry append(Pending mine) {
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
        var batch = new ArrayList<Pending>();
        for (Pending p = waiting.poll(); p != null; p = waiting.poll()) {
            batch.add(p);
            if (batch.size() == LARGEST_BATCH) {
                break;
            }
        }
        try {
            commit.accept(batch);
        } catch (LedgerException e) {
            batch.forEach(p -> p.refused(e));
        }
    }

    /** One append under way. Its fields are guarded by the lock. */
    static final class Pending {
        private final Draft draft;
        private final Optional<Proviso> proviso;
        private @Nullable Entry entry;
        private @Nullable LedgerException refusal;

        Pending(Draft draft, Optional<Proviso> proviso) {
            this.draft = draft;
            this.proviso = proviso;
        }

        Draft draft() {
            return draft;
        }

        Optional<Proviso> proviso() {
            return proviso;
        }

        void written(Entry as) {
            entry = as;
        }

        void refused(LedgerException why) {
            refusal = why;
        }

        boolean isSettled() {
            return entry != null || refusal != null;
        }

        Entry result() {
            if (refusal != null) {
                throw refusal;
            }
            if (entry == null) {
                throw new IllegalStateException("asked before it was settled");
            }
            return entry;
        }
    }
}

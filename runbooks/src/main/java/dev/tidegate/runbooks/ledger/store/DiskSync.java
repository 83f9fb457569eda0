package dev.tidegate.runbooks.ledger.store;

/** Makes commits durable on disk. Thread-safe. */
public interface DiskSync extends AutoCloseable {

    /**
     * Returns when every commit up to this number would survive power loss.
     *
     * @throws StoreException when that is not certain; from then on always
     */
    void syncUpTo(long commit);

    /**
     * Called before each use that only reads.
     *
     * @throws StoreException when what would be read is out of date
     */
    default void beforeRead() {}

    /**
     * Called before anything is written.
     *
     * @throws StoreException when nothing can be written
     */
    default void beforeWrite() {}

    @Override
    void close();

    /** For a database whose commits are durable by themselves. */
    static DiskSync syncedByCommit() {
        return new DiskSync() {
            @Override
            public void syncUpTo(long commit) {}

            @Override
            public void close() {}
        };
    }
}

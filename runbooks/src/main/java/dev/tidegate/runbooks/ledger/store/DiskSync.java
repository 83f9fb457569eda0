package dev.tidegate.runbooks.ledger.store;

/** Gets what was committed onto the disk. Thread-safe. */
public interface DiskSync extends AutoCloseable {

    /**
     * Returns when every commit up to this number would survive the loss of power.
     *
     * @throws StoreException when nobody knows; from then on always
     */
    void reach(long commit);

    /**
     * Called before each use that only reads.
     *
     * @throws StoreException when what would be read is not what the database holds by now
     */
    default void beforeRead() {}

    /**
     * Called before anything is written.
     *
     * @throws StoreException when nothing can be
     */
    default void beforeWrite() {}

    @Override
    void close();

    /** For a database that a commit reaches the disk with. */
    static DiskSync underEveryCommit() {
        return new DiskSync() {
            @Override
            public void reach(long commit) {}

            @Override
            public void close() {}
        };
    }
}

package dev.tidegate.runbooks.ledger;

import org.jdbi.v3.core.Handle;

/** Where the two databases differ. */
enum Dialect {
    /** Its transactions begin as writers (transaction_mode), so that there is nothing left to lock. */
    SQLITE("sqlite") {
        @Override
        void excludeWriters(Handle handle) {}

        @Override
        void syncLater(Handle handle) {
            handle.execute("PRAGMA synchronous = NORMAL");
        }

        @Override
        void syncAgain(Handle handle) {
            handle.execute("PRAGMA synchronous = FULL");
        }
    },
    POSTGRESQL("postgresql") {
        @Override
        void excludeWriters(Handle handle) {
            handle.execute("SELECT pg_advisory_xact_lock(7263845120)");
        }

        @Override
        void syncLater(Handle handle) {
            handle.execute("SET synchronous_commit = off");
        }

        @Override
        void syncAgain(Handle handle) {
            handle.execute("SET synchronous_commit = on");
        }
    };

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    String folder() {
        return folder;
    }

    abstract void excludeWriters(Handle handle);

    /** Commits of this connection reach the disk with the next that is synced, in their order. */
    abstract void syncLater(Handle handle);

    abstract void syncAgain(Handle handle);
}

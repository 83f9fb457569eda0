package dev.tidegate.runbooks.ledger;

import org.jdbi.v3.core.Handle;

/** Where the two databases differ. */
enum Dialect {
    /** Its transactions begin as writers (transaction_mode), so that there is nothing left to lock. */
    SQLITE("sqlite") {
        @Override
        void excludeWriters(Handle handle) {}
    },
    POSTGRESQL("postgresql") {
        @Override
        void excludeWriters(Handle handle) {
            handle.execute("SELECT pg_advisory_xact_lock(7263845120)");
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
}

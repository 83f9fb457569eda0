package dev.tidegate.runbooks.ledger.store;

import org.jdbi.v3.core.Handle;

/** Where the databases differ. */
public enum Dialect {
    /** Its transactions begin as writers (transaction_mode); its log is synced beside it. */
    SQLITE("sqlite") {
        @Override
        void begin(Handle handle, boolean synced) {}
    },
    /** A file that is open for reading alone. */
    SQLITE_READ_ONLY("sqlite") {
        @Override
        void begin(Handle handle, boolean synced) {
            throw new StoreException("it is open for reading alone");
        }
    },
    /**
     * Its commits are on disk in their order; one that need not be waited for says so. A writer that stands still in the middle of
     * its transaction, suspended or cut off with its machine, would keep all others out for as long as the server takes it for
     * alive, which may be hours: the server ends what is idle there, before those who wait give up.
     */
    POSTGRESQL("postgresql") {
        @Override
        void begin(Handle handle, boolean synced) {
            handle.execute(
                    "SELECT set_config('idle_in_transaction_session_timeout', '5s', true),"
                            + " set_config('lock_timeout', '8s', true),"
                            + " pg_advisory_xact_lock(7263845120)");
            if (!synced) {
                handle.execute("SET LOCAL synchronous_commit = off");
            }
        }
    };

    private final String folder;

    Dialect(String folder) {
        this.folder = folder;
    }

    public String folder() {
        return folder;
    }

    /** Makes a transaction the only one that writes, and on disk after its commit where it must be. */
    abstract void begin(Handle handle, boolean synced);
}

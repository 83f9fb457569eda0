package dev.tidegate.runbooks.ledger.store;

import org.jdbi.v3.core.Handle;

/** Differences between the databases. */
public enum Dialect {
    /**
     * Transactions begin as writers (transaction_mode); the log is synced separately, by
     * {@link WriteAheadFile}.
     */
    SQLITE("sqlite") {
        @Override
        void begin(Handle handle, boolean synced) {}
    },
    /** A file that is open read-only. */
    SQLITE_READ_ONLY("sqlite") {
        @Override
        void begin(Handle handle, boolean synced) {
            throw new StoreException("it is open for reading alone");
        }
    },
    /**
     * Commits reach the disk in order; one that need not wait for the disk is asynchronous. A
     * writer that hangs in a transaction, suspended or cut off with its machine, would block all
     * others for as long as the server takes it for alive, possibly hours: so the server ends idle
     * transactions before waiting writers give up.
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

    /** Makes the transaction the only writer and, if {@code synced}, its commit durable. */
    abstract void begin(Handle handle, boolean synced);
}

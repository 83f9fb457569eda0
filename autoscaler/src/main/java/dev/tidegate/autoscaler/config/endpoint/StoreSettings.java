package dev.tidegate.autoscaler.config.endpoint;

import java.nio.file.Path;
import java.util.Optional;

/** The store of the ledger and the leases. */
public sealed interface StoreSettings {

    /** A file on this machine, for one daemon. */
    record Sqlite(Path file) implements StoreSettings {}

    /** A server that several daemons share: one acts, the others stand by. */
    record Postgres(String url, Optional<String> user, Optional<Secret> password)
            implements StoreSettings {}
}

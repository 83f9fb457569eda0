package dev.tidegate.autoscaler.config.endpoint;

import java.nio.file.Path;
import java.util.Optional;

/** Where the ledger and the leases live. */
public sealed interface StoreSettings {

    /** One file on this machine: one daemon. */
    record Sqlite(Path file) implements StoreSettings {}

    /** A server that several daemons share: one acts, the others stand by. */
    record Postgres(String url, Optional<String> user, Optional<Secret> password)
            implements StoreSettings {}
}

package dev.tidegate.runbooks.act.send;

import java.util.Optional;

/** Secrets that books refer to by name: a book's own values are written to the ledger. */
@FunctionalInterface
public interface Secrets {

    /** The secret of this name; empty when there is none. */
    Optional<String> find(String name);

    /** Secrets from the process's environment variables. */
    static Secrets environment() {
        return name -> Optional.ofNullable(System.getenv(name));
    }
}

package dev.tidegate.runbooks.act.send;

import java.util.Optional;

/** Values that books name and never hold: what a book holds stands in the ledger. */
@FunctionalInterface
public interface Secrets {

    /** The secret of this name, where there is one. */
    Optional<String> find(String name);

    /** From the process's environment. */
    static Secrets environment() {
        return name -> Optional.ofNullable(System.getenv(name));
    }
}

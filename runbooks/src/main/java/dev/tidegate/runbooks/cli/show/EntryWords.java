package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.ledger.Draft;
import java.util.Optional;
import java.util.Set;

/** What entries of the ledger say, for people: each program has words for the kinds that it writes. */
public interface EntryWords {

    /** In one line; empty where the kind is another's, or where a newer program wrote what this one does not understand. */
    Optional<String> of(Draft entry);

    /** The kinds that it has words for. */
    Set<String> kinds();
}

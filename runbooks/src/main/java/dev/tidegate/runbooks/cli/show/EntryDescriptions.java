package dev.tidegate.runbooks.cli.show;

import dev.tidegate.runbooks.ledger.Draft;
import java.util.Optional;
import java.util.Set;

/** Describes ledger entries for people; each program describes the kinds it writes. */
public interface EntryDescriptions {

    /**
     * The entry in one line; empty for a kind of another program, or when a newer version wrote
     * what this one cannot parse.
     */
    Optional<String> of(Draft entry);

    /** The kinds that it describes. */
    Set<String> kinds();
}

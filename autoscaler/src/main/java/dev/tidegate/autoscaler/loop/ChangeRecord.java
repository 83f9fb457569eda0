package dev.tidegate.autoscaler.loop;

import dev.tidegate.runbooks.ledger.Draft;
import java.util.List;

/** What became of a change, read back from the ledger. */
public final class ChangeRecord {
    /** Kinds of the entries about changes: one that is meant, what became of it, one that was not begun. */
    public static final List<String> KINDS =
            List.of(FloorWriter.INTENDED, FloorWriter.OUTCOME, FloorWriter.WITHHELD);

    /** For people, as in {@code floor 2 -> 5: done}. */
    public static String told(Draft entry) {
        return ChangeJson.told(entry);
    }

    private ChangeRecord() {}
}

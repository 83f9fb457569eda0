package dev.tidegate.runbooks.cli.ledger;

import dev.tidegate.runbooks.ledger.Entry;
import dev.tidegate.runbooks.ledger.Ledger;
import dev.tidegate.runbooks.ledger.LedgerQuery;
import java.util.List;
import java.util.function.Predicate;

/** A ledger from its first entry to its last, a page at a time. */
final class Pages {
    private static final int PAGE = 1_000;

    private Pages() {}

    /** Shows every entry until {@code enough} says so; whether it did. */
    static boolean until(Ledger ledger, Predicate<Entry> enough) {
        long reached = 0;
        while (true) {
            List<Entry> page = ledger.read(LedgerQuery.all().after(reached).oldest(PAGE));
            for (Entry entry : page) {
                if (enough.test(entry)) {
                    return true;
                }
                reached = entry.sequence();
            }
            if (page.size() < PAGE) {
                return false;
            }
        }
    }
}

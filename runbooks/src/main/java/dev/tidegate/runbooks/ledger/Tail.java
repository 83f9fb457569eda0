package dev.tidegate.runbooks.ledger;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a ledger: what is new whenever it is asked. One that lost its newest entries, as a standby may have when it takes over, goes
 * on with others under the numbers of those that are gone: what was read last has to be there still, with its hash, or all of it
 * is read anew. Not thread-safe.
 */
public final class Tail {
    private final Ledger ledger;
    private Optional<Place> reached = Optional.empty();

    /** What was asked about, and the newest entry of it. */
    private record Place(Set<String> kinds, Optional<String> subject, long sequence, String hash) {

        static Place at(LedgerQuery query, Entry newest) {
            return new Place(query.kinds(), query.subject(), newest.sequence(), newest.hash());
        }

        boolean isAbout(LedgerQuery query) {
            return kinds.equals(query.kinds()) && subject.equals(query.subject());
        }
    }

    public Tail(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * @param entries oldest first
     * @param anew whether that is all there is, and nothing that was read before counts
     */
    public record News(List<Entry> entries, boolean anew) {}

    /**
     * What is new of the kinds and the subject that are asked for.
     *
     * @throws LedgerException when it cannot be read; the next answer misses nothing
     */
    public News read(LedgerQuery query) {
        Optional<Place> before = reached.filter(place -> place.isAbout(query));
        if (before.isPresent()) {
            List<Entry> found = ledger.read(query.after(before.get().sequence() - 1));
            if (!found.isEmpty() && found.get(0).hash().equals(before.get().hash())) {
                return remembered(query, found.subList(1, found.size()), false);
            }
        }
        return remembered(query, ledger.read(query.after(0)), true);
    }

    /** All of it is to be read next. */
    public void startOver() {
        reached = Optional.empty();
    }

    private News remembered(LedgerQuery query, List<Entry> entries, boolean anew) {
        if (!entries.isEmpty()) {
            reached = Optional.of(Place.at(query, entries.get(entries.size() - 1)));
        } else if (anew) {
            reached = Optional.empty();
        }
        return new News(entries, anew);
    }
}

package dev.tidegate.runbooks.ledger;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Follows a ledger: what is new whenever it is asked. One that lost its newest entries, as a standby may have when it takes over, goes
 * on with others under the numbers of those that are gone: what was read last has to be there still, with its hash. Else one that
 * tells {@linkplain #ofAll everything} reads it all anew, and one that began {@linkplain #fromNow at the end} goes back to what it
 * saw last of what is there. Not thread-safe.
 */
public final class LedgerTail {
    private static final int REMEMBERED = 1_000; // far more than a standby lacks

    private final Ledger ledger;
    private final boolean whole;
    private final Deque<Place> seen = new ArrayDeque<>(); // newest first
    private Optional<About> about = Optional.empty();
    private long begin; // before the first entry that is news
    private boolean lost; // and not told yet

    private record Place(long sequence, String hash) {
        static Place of(Entry entry) {
            return new Place(entry.sequence(), entry.hash());
        }
    }

    /** What is asked for; another question is answered from the beginning. */
    private record About(Set<String> kinds, Optional<String> subject) {
        static About of(LedgerQuery query) {
            return new About(query.kinds(), query.subject());
        }
    }

    private LedgerTail(Ledger ledger, boolean whole) {
        this.ledger = ledger;
        this.whole = whole;
    }

    /** Tells all there is at first, and then what is new of the same question. */
    public static LedgerTail ofAll(Ledger ledger) {
        return new LedgerTail(ledger, true);
    }

    /**
     * Tells what is written from now on.
     *
     * @throws LedgerException when it cannot be read
     */
    public static LedgerTail fromNow(Ledger ledger) {
        LedgerTail tail = new LedgerTail(ledger, false);
        List<Entry> newest = ledger.read(LedgerQuery.all().newest(REMEMBERED));
        newest.forEach(entry -> tail.seen.addLast(Place.of(entry)));
        return tail;
    }

    /**
     * @param entries oldest first
     * @param anew whether entries that were read before count no more: all of them, or for one that began at the end those whose
     *     numbers these have
     */
    public record News(List<Entry> entries, boolean anew) {}

    /**
     * What is new of the kinds and the subject that are asked for. Where one that began at the end is asked for no more than so
     * many, that many say that there may be more.
     *
     * @throws LedgerException when it cannot be read; the next answer misses nothing
     */
    public News read(LedgerQuery query) {
        return whole ? all(query) : sinceThen(query);
    }

    /** All of it is to be read next. */
    public void startOver() {
        seen.clear();
    }

    private News all(LedgerQuery query) {
        About asked = About.of(query);
        Optional<Place> before =
                Optional.ofNullable(seen.peekFirst()).filter(p -> about.equals(Optional.of(asked)));
        if (before.isPresent()) {
            List<Entry> found = ledger.read(query.after(before.get().sequence() - 1));
            if (!found.isEmpty() && found.get(0).hash().equals(before.get().hash())) {
                return reached(found.subList(1, found.size()), false);
            }
        }
        List<Entry> found = ledger.read(query.after(0));
        seen.clear();
        about = Optional.of(asked);
        return reached(found, true);
    }

    private News reached(List<Entry> entries, boolean anew) {
        if (!entries.isEmpty()) {
            seen.clear();
            seen.addFirst(Place.of(entries.get(entries.size() - 1)));
        }
        return new News(entries, anew);
    }

    private News sinceThen(LedgerQuery query) {
        forgetWhatIsGone();
        List<Entry> newest = ledger.read(LedgerQuery.all().newest(1)); // before what is asked for
        List<Entry> found = ledger.read(query.after(begin));
        boolean more = query.limit().isPresent() && found.size() >= query.limit().getAsInt();
        found.forEach(entry -> seen.addFirst(Place.of(entry)));
        if (!more) {
            newest.stream()
                    .filter(entry -> entry.sequence() > reached())
                    .forEach(entry -> seen.addFirst(Place.of(entry)));
        }
        while (seen.size() > REMEMBERED) {
            seen.removeLast();
        }
        News news = new News(found, lost);
        lost = false;
        return news;
    }

    private long reached() {
        return seen.isEmpty() ? begin : seen.getFirst().sequence();
    }

    private void forgetWhatIsGone() {
        begin = reached();
        while (!seen.isEmpty() && !isThere(seen.getFirst())) {
            begin = seen.getFirst().sequence() - 1;
            lost = true;
            seen.removeFirst();
        }
        begin = seen.isEmpty() ? begin : reached();
    }

    private boolean isThere(Place place) {
        return ledger.read(LedgerQuery.all().after(place.sequence() - 1).oldest(1)).stream()
                .map(Place::of)
                .anyMatch(place::equals);
    }
}
